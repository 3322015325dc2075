drop table presence;
drop table item;
drop table analysis;
