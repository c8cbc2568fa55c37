CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, country INTEGER);
CREATE TABLE book (id INTEGER PRIMARY KEY, author INTEGER, title TEXT, pages INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
  INSERT INTO author SELECT i, 'author ' || (i * 7919 % 1000), i * 31 % 17 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
  INSERT INTO book SELECT i, i * 7919 % 500 + 1, 'title ' || (i * 104729 % 10007), i * 37 % 900 FROM n;
CREATE INDEX by_author ON book (author);
SELECT a.country || ' ' || count(*) || ' ' || sum(b.pages) || ' ' || max(b.title)
  FROM author a JOIN book b ON b.author = a.id
  WHERE b.pages > 50 AND a.name LIKE 'author %'
  GROUP BY a.country ORDER BY a.country
