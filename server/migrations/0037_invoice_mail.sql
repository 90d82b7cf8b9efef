ALTER TABLE "company_settings" ADD COLUMN "mail_invoices" boolean DEFAULT true NOT NULL;--> statement-breakpoint
-- An upgrade does not begin to write to customers. Staff turn it on.
UPDATE "company_settings" SET "mail_invoices" = false;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "document_id" uuid;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_due_first" ON "mails" USING btree ("next_attempt_at") WHERE state = 'waiting' and document_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_document_once" ON "mails" USING btree ("document_id") WHERE document_id is not null and resend_of is null;--> statement-breakpoint
CREATE INDEX "mails_document" ON "mails" USING btree ("document_id","created_at","id") WHERE document_id is not null;