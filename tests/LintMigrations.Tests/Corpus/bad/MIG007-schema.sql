DROP SCHEMA legacy; -- here
