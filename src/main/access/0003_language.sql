-- The language a person chose, wherever they sign in; null until they choose one.
alter table auth.person add column language text check (language in ('de', 'en'));
