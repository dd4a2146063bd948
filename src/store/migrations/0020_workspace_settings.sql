-- The region whose public holidays no clock counts (ISO 3166-2, such as DE-BW); null until somebody says it.
alter table directory.workspace add column region text;

-- What a workspace is for and its short name stay as they were made.
grant update (name, currency, time_zone, region) on directory.workspace to belegbar_app;
