drop table membership;
drop table office;
drop table live;
drop table token;
drop table session;
drop table person;
drop table institution;
