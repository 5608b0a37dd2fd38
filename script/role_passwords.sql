-- For psql, after roles.sql: lets two of its roles sign in, with passwords from the environment.
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
ALTER ROLE genie_owner LOGIN PASSWORD :'owner';
ALTER ROLE genie_app LOGIN PASSWORD :'app';
