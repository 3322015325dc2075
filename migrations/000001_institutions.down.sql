drop table membership;
drop table office;
drop table live;
drop table token;
drop table sessions;
drop table person;
drop table institution;
