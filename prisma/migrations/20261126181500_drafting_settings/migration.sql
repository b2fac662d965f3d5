-- CreateTable
CREATE TABLE "drafting_settings" (
    "tenant_id" UUID NOT NULL,
    "candidates" INTEGER,
    "temperature" DOUBLE PRECISION,
    "maximum_deductions" INTEGER,
    "exploration" DOUBLE PRECISION,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "drafting_settings_pkey" PRIMARY KEY ("tenant_id")
);
