import { and, eq } from 'drizzle-orm'
import { type MailKind, type MailLanguage, mailKinds, mailLanguages } from '#contracts/mail/kinds.ts'
import type {
  MailTemplate,
  MailTemplateKey,
  MailTemplateText,
  RenderedMail,
} from '#contracts/mail/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { mailTemplates } from '../tables/mail.ts'
import { examplesOf, placeholders } from './placeholders.ts'
import { checkTemplate, renderMail } from './render.ts'
import { mailTexts } from './texts/index.ts'
import type { TemplateText } from './texts/template-text.ts'

type Row = typeof mailTemplates.$inferSelect

const present = (kind: MailKind, language: MailLanguage, changed: Row | undefined): MailTemplate => ({
  kind,
  language,
  ...(changed ? { subject: changed.subject, text: changed.text } : mailTexts[language].templates[kind]),
  isChanged: changed !== undefined,
  placeholders: Object.entries(placeholders[kind]).map(([name, { about, required = false }]) => ({
    name,
    about,
    required,
  })),
})

const where = ({ kind, language }: MailTemplateKey) =>
  and(eq(mailTemplates.kind, kind), eq(mailTemplates.language, language))

/** Returns the text of staff, or that of this release. */
export async function readTemplate(db: Queryable, key: MailTemplateKey): Promise<TemplateText> {
  const [changed] = await db.select().from(mailTemplates).where(where(key))
  return changed ?? mailTexts[key.language].templates[key.kind]
}

export async function listMailTemplates(ctx: Context): Promise<{ items: MailTemplate[] }> {
  const rows = await ctx.database.db.select().from(mailTemplates)
  const items = mailLanguages.flatMap((language) =>
    mailKinds.map((kind) =>
      present(
        kind,
        language,
        rows.find((row) => row.kind === kind && row.language === language),
      ),
    ),
  )
  return { items }
}

const audit = (tx: Queryable, ctx: Context, action: string, { kind, language }: MailTemplateKey, at: Date) =>
  recordAudit(tx, {
    at,
    actor: ctx.actor,
    action,
    subject: { kind: 'installation', id: ctx.installation.id },
    after: { template: kind, language },
    requestId: ctx.requestId,
  })

/** @throws {Refusal} invalid-body for an unknown, incomplete or missing placeholder */
export async function changeMailTemplate(ctx: Context, input: MailTemplateText): Promise<MailTemplate> {
  checkTemplate(input.kind, input)
  return ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const { subject, text } = input
    const [row] = await tx
      .insert(mailTemplates)
      .values({ ...input, updatedAt: at })
      .onConflictDoUpdate({
        target: [mailTemplates.kind, mailTemplates.language],
        set: { subject, text, updatedAt: at },
      })
      .returning()
    await audit(tx, ctx, 'mail.change-template', input, at)
    return present(input.kind, input.language, row)
  })
}

export async function resetMailTemplate(ctx: Context, key: MailTemplateKey): Promise<MailTemplate> {
  return ctx.database.db.transaction(async (tx) => {
    const removed = await tx.delete(mailTemplates).where(where(key)).returning()
    if (removed.length > 0) await audit(tx, ctx, 'mail.reset-template', key, ctx.clock.now())
    return present(key.kind, key.language, undefined)
  })
}

/** Renders a template with example values. @throws {Refusal} as when it is saved */
export function previewMailTemplate(_ctx: Context, input: MailTemplateText): RenderedMail {
  checkTemplate(input.kind, input)
  return renderMail(input, examplesOf(input.kind, input.language))
}
