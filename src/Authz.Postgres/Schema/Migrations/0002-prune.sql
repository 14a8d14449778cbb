-- Candidates come from every build of a pipeline; most never come into force, and those that are old go. What was in force stays, and so do
-- activations and revocations: they are where a rollback leads, and what replicas tell an older database by.

create index version_files_content on authz.version_files (content);

-- Runs as the owner of the tables, so that the role of daily work can remove nothing but by these rules.
create function authz.prune(keep bigint) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    old text[];
    contents text[];
begin
    -- Changes wait for each other here; the key is theirs.
    perform pg_advisory_xact_lock(418582390903);
    old := array(
        select v.digest from authz.versions v
        where v.number <= (select number from authz.versions order by number desc offset greatest(keep, 10) limit 1)
            and not exists (select from authz.activations a where a.digest = v.digest)
            and not exists (select from authz.replicas r where r.digest = v.digest));
    contents := array(select distinct content from authz.version_files where version = any (old));
    delete from authz.approvals where digest = any (old);
    delete from authz.version_files where version = any (old);
    delete from authz.versions where digest = any (old);
    delete from authz.objects o
        where o.digest = any (contents) and not exists (select from authz.version_files f where f.content = o.digest);
    return cardinality(old);
end
$$;

revoke all on function authz.prune(bigint) from public;
