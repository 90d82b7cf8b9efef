DROP INDEX "documents_number_prefix";--> statement-breakpoint
DROP INDEX "postings_account";--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD COLUMN "accepted_hash" text;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD COLUMN "written_hash" text;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD COLUMN "written" jsonb;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD COLUMN "inputs" jsonb;--> statement-breakpoint
CREATE INDEX "documents_number_search" ON "documents" USING btree ("kind","number" text_pattern_ops,"issued_on","id","status","customer_id");--> statement-breakpoint
CREATE INDEX "documents_overdue" ON "documents" USING btree ("issued_on","id","due_on") WHERE status = 'open' and kind = 'invoice';--> statement-breakpoint
CREATE INDEX "documents_taxed" ON "documents" USING btree ("issued_on","id","kind","currency") WHERE status <> 'draft';--> statement-breakpoint
CREATE INDEX "payments_status" ON "payments" USING btree ("status","received_on","id");--> statement-breakpoint
CREATE INDEX "payments_method_status" ON "payments" USING btree ("method","status","received_on","id");--> statement-breakpoint
CREATE INDEX "subscription_changes_counted" ON "subscription_changes" USING btree ("subscription_id","sequence") WHERE kind in ('activate', 'pause', 'resume');--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("account","booked_on","product_id","currency","amount");