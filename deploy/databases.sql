-- Partwise's own database with its login, and a login that may read the order database and nothing else. May be run again.
IF DB_ID(N'Partwise') IS NULL CREATE DATABASE Partwise;
GO
IF SUSER_ID(N'partwise_store') IS NULL CREATE LOGIN partwise_store WITH PASSWORD = N'$(STORE_PASSWORD)';
IF SUSER_ID(N'partwise_reader') IS NULL CREATE LOGIN partwise_reader WITH PASSWORD = N'$(READER_PASSWORD)';
GO
USE Partwise;
GO
IF USER_ID(N'partwise_store') IS NULL CREATE USER partwise_store FOR LOGIN partwise_store;
ALTER ROLE db_owner ADD MEMBER partwise_store;
GO
USE master;
GO
-- The order database is restored by whoever has its backup; until then there is nothing to read.
IF DB_ID(N'ConcordDb_v5') IS NOT NULL
  EXEC (N'USE ConcordDb_v5;
    IF USER_ID(N''partwise_reader'') IS NULL CREATE USER partwise_reader FOR LOGIN partwise_reader;
    ALTER ROLE db_datareader ADD MEMBER partwise_reader;');
GO
