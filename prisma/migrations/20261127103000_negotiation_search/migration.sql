-- What negotiations are searched by. It never changes after the negotiation was created, so its indexes cost nothing in a turn;
-- on `negotiations` itself every write of a turn would have to write them again.
CREATE TABLE "negotiation_search" (
    "negotiation_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "hotel_id" TEXT NOT NULL,
    "names" TEXT NOT NULL,

    CONSTRAINT "negotiation_search_pkey" PRIMARY KEY ("negotiation_id")
);

CREATE INDEX "negotiation_search_tenant_id_hotel_id_idx" ON "negotiation_search"("tenant_id", "hotel_id");

ALTER TABLE "negotiation_search" ADD CONSTRAINT "negotiation_search_negotiation_id_fkey"
  FOREIGN KEY ("negotiation_id") REFERENCES "negotiations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By the database, so that a process of the version before writes them too while processes are replaced one by one.
CREATE FUNCTION "write_negotiation_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "negotiation_search" ("negotiation_id", "tenant_id", "hotel_id", "names")
  VALUES (NEW."id", NEW."tenant_id", coalesce(NEW."hotel"->>'id', ''), NEW."hotel_name" || E'\n' || NEW."external_id");
  RETURN NULL;
END $$;

CREATE TRIGGER "negotiations_search" AFTER INSERT ON "negotiations"
  FOR EACH ROW EXECUTE FUNCTION "write_negotiation_search"();

INSERT INTO "negotiation_search" ("negotiation_id", "tenant_id", "hotel_id", "names")
SELECT "id", "tenant_id", coalesce("hotel"->>'id', ''), "hotel_name" || E'\n' || "external_id" FROM "negotiations";

-- Trigrams find a part of a name. Where the extension cannot be had (the embedded database does without, so that versions before
-- this one can still open it), a search reads the tenant's rows instead.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS "pg_trgm";
  CREATE INDEX "negotiation_search_names_idx" ON "negotiation_search" USING GIN ("names" gin_trgm_ops);
EXCEPTION
  WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE WARNING 'pg_trgm cannot be installed: searching is slower without it';
END $$;
