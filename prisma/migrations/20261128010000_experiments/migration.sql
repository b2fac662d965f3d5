-- Ways of writing that are compared on new negotiations.
CREATE TABLE "experiments" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "plan" JSONB NOT NULL,
    "runs_for" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "experiments_runs_for_key" ON "experiments"("runs_for");

CREATE INDEX "experiments_tenant_id_created_at_id_idx" ON "experiments"("tenant_id", "created_at", "id");

ALTER TABLE "negotiations" ADD COLUMN     "experiment_id" UUID,
ADD COLUMN     "policy_model" TEXT,
ADD COLUMN     "variant" TEXT;

CREATE INDEX "negotiations_experiment_id_created_at_id_idx" ON "negotiations"("experiment_id", "created_at", "id");

ALTER TABLE "negotiations" ADD CONSTRAINT "negotiations_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("id") ON DELETE SET NULL ON UPDATE CASCADE;
