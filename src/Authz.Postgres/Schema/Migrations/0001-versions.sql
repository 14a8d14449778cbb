-- Versions, what came into force when, and what lies over it. Rows are added and never changed, but for the lifting of a
-- revocation and what replicas say of themselves. Digests are SHA-256 in lower-case hex.

create table authz.versions (
    digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
    number bigint not null unique check (number > 0),
    author text not null,
    message text not null,
    created_at timestamptz not null,
    parent text,
    warnings text[] not null
);

-- The bytes of files, each content once however many versions have it.
create table authz.objects (
    digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
    content bytea not null
);

create table authz.version_files (
    version text not null references authz.versions,
    path text collate "C" not null,
    content text not null references authz.objects,
    length integer not null check (length >= 0),
    primary key (version, path)
);

-- What has the highest epoch is in force. The key is the last word on who was first: an epoch is given once.
create table authz.activations (
    epoch bigint primary key check (epoch > 0),
    digest text not null references authz.versions,
    activated_at timestamptz not null,
    activated_by text not null,
    reason text not null,
    is_pinned boolean not null
);

create view authz.active as
    select a.epoch, v.number, a.digest, a.activated_at, a.activated_by, a.reason, a.is_pinned
    from authz.activations a join authz.versions v on v.digest = a.digest
    order by a.epoch desc limit 1;

create table authz.approvals (
    digest text not null references authz.versions,
    approved_by text not null,
    approved_at timestamptz not null,
    comment text not null,
    primary key (digest, approved_by)
);

create table authz.revocations (
    id bigint primary key check (id > 0),
    from_name text not null,
    to_name text not null,
    revoked_by text not null,
    revoked_at timestamptz not null,
    reason text not null,
    lifted_at timestamptz,
    lifted_by text,
    lift_reason text
);

-- That an operator took this database though a replica knew more: whoever knows no more than what is said here follows again.
create table authz.acceptances (
    epoch bigint primary key,
    last_revocation bigint not null
);

create table authz.replicas (
    name text primary key,
    digest text,
    number bigint,
    epoch bigint,
    since timestamptz,
    seen_at timestamptz not null
);

-- Triggers, and not the program, so that a change by hand is told too.
create function authz.tell() returns trigger language plpgsql as $$
begin
    perform pg_notify('authz_changes', tg_table_name);
    return null;
end
$$;

create trigger tell after insert or update or delete on authz.versions for each statement execute function authz.tell();
create trigger tell after insert or update or delete on authz.activations for each statement execute function authz.tell();
create trigger tell after insert or update or delete on authz.approvals for each statement execute function authz.tell();
create trigger tell after insert or update or delete on authz.revocations for each statement execute function authz.tell();
