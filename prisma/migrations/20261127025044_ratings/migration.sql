-- CreateTable
CREATE TABLE "ratings" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "negotiation_id" UUID NOT NULL,
    "turn_number" INTEGER NOT NULL,
    "rater" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reasons" TEXT[],
    "note" BYTEA,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ratings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ratings_tenant_id_rated_at_id_idx" ON "ratings"("tenant_id", "rated_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ratings_negotiation_id_turn_number_rater_key" ON "ratings"("negotiation_id", "turn_number", "rater");

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_negotiation_id_fkey" FOREIGN KEY ("negotiation_id") REFERENCES "negotiations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
