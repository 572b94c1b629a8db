-- The tables of an archive as views. Say where it is before:
--     duckdb -cmd "SET VARIABLE archive = 'out/archive'" -init examples/archive/tables.sql
CREATE OR REPLACE VIEW reports AS SELECT * FROM read_parquet(getvariable('archive') || '/reports/*/*.parquet');
CREATE OR REPLACE VIEW stories AS SELECT * FROM read_parquet(getvariable('archive') || '/stories/*/*.parquet');
CREATE OR REPLACE VIEW attributions AS SELECT * FROM read_parquet(getvariable('archive') || '/attributions/*/*.parquet');
CREATE OR REPLACE VIEW speakers AS SELECT * FROM read_parquet(getvariable('archive') || '/speakers/*/*.parquet');
CREATE OR REPLACE VIEW statements AS SELECT * FROM read_parquet(getvariable('archive') || '/statements/*/*.parquet');
CREATE OR REPLACE VIEW passages AS SELECT * FROM read_parquet(getvariable('archive') || '/passages/*/*.parquet');
CREATE OR REPLACE VIEW quotes AS SELECT * FROM read_parquet(getvariable('archive') || '/quotes/*/*.parquet');
CREATE OR REPLACE VIEW differences AS SELECT * FROM read_parquet(getvariable('archive') || '/differences/*/*.parquet');
CREATE OR REPLACE VIEW copies AS SELECT * FROM read_parquet(getvariable('archive') || '/copies/*/*.parquet');
