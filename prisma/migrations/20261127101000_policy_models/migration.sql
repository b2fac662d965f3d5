-- Which arm new negotiations of a tenant get, and which of the arm's models writes for it.
ALTER TABLE "drafting_settings" ADD COLUMN "arm" TEXT, ADD COLUMN "policy_model" TEXT;
