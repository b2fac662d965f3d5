-- Questions that were asked of the log of turns.
CREATE TABLE "datasets" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3) NOT NULL,
    "arms" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "datasets_tenant_id_created_at_id_idx" ON "datasets"("tenant_id", "created_at", "id");

-- When a partner was erased, so that who holds rows of them is told. Unknown for those that were erased before.
ALTER TABLE "partners" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
