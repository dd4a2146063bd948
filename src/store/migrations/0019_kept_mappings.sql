-- The text of the mapping an import was made by, so that it can be looked at, downloaded and used again. Imports of before have none.
alter table import_run add column mapping_text text;
