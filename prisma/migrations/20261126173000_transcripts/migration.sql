-- AlterTable
ALTER TABLE "negotiations" ADD COLUMN     "transcript_up_to" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "turns" ADD COLUMN     "transcript" BYTEA;
