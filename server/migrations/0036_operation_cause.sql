ALTER TABLE "operations" ADD COLUMN "request_id" text;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "traceparent" text;