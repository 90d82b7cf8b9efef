/** The schema steps from an empty file. Each step was released, so steps are only appended. */
export const schemaSteps: readonly string[] = [
  `create table if not exists setting (name text primary key, value text not null) strict;
  create table if not exists api_key (
    id integer primary key autoincrement,
    name text not null,
    key text not null unique,
    secret_hash text not null,
    level text not null,
    scopes text not null,
    allowed_ips text not null,
    hourly_limit integer,
    daily_limit integer,
    expires_at text,
    active integer not null,
    revoked integer not null,
    initial integer not null,
    created_at text not null
  ) strict;
  create table if not exists account (
    id integer primary key autoincrement,
    username text not null,
    email text not null,
    email_key text not null,
    password_hash text not null,
    full_name text,
    phone text,
    company text,
    package_id text,
    is_admin integer not null,
    billing_id text,
    metadata text,
    status text not null,
    created_at text not null,
    deleted_at text,
    create_request integer not null,
    key_id integer not null
  ) strict;
  create unique index if not exists account_username on account (username) where deleted_at is null;
  create unique index if not exists account_email on account (email_key) where deleted_at is null;`,

  // A restore from a backup assigns ids again. From here on an account is identified by its serial.
  `alter table account rename to account_before;
  drop index account_username;
  drop index account_email;
  create table account (
    serial integer primary key autoincrement,
    id integer not null,
    username text not null,
    email text not null,
    email_key text not null,
    password_hash text not null,
    full_name text,
    phone text,
    company text,
    package_id text,
    is_admin integer not null,
    billing_id text,
    metadata text,
    status text not null,
    created_at text not null,
    deleted_at text,
    restored_away_at text,
    made_by text not null,
    create_request integer,
    key_id integer,
    fault text
  ) strict;
  insert into account (serial, id, username, email, email_key, password_hash, full_name, phone, company,
      package_id, is_admin, billing_id, metadata, status, created_at, deleted_at, made_by, create_request, key_id)
    select id, id, username, email, email_key, password_hash, full_name, phone, company,
      package_id, is_admin, billing_id, metadata, status, created_at, deleted_at, 'request', create_request, key_id
    from account_before order by id;
  insert into setting (name, value)
    select 'next account id', coalesce((select seq from sqlite_sequence where name = 'account_before'), 0) + 1;
  drop table account_before;
  create unique index account_id on account (id) where restored_away_at is null;
  create unique index account_username on account (username) where deleted_at is null and restored_away_at is null;
  create unique index account_email on account (email_key) where deleted_at is null and restored_away_at is null;
  create table account_event (
    number integer primary key autoincrement,
    serial integer not null,
    at text not null,
    what text not null,
    made_by text not null,
    request integer,
    key_id integer,
    was text not null
  ) strict;
  create table backup (
    id integer primary key autoincrement,
    made_at text not null,
    next_id integer not null,
    accounts text not null
  ) strict;`,
]
