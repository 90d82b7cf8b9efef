import { type Logo, type LogoUpload, logo as logoSchema, mostLogoBytes } from '#contracts/company/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { companySettings } from '../tables/company.ts'
import { auditSettings } from './audit.ts'
import { checkImage } from './image.ts'
import { companyMissing, readCompany } from './read.ts'

const dataUrl = /^data:([a-z/]+);base64,(.*)$/

function present(stored: string | null): Logo {
  const [, mediaType, data] = dataUrl.exec(stored ?? '') ?? []
  return logoSchema.parse({ logo: mediaType === undefined ? null : { mediaType, data } })
}

export async function getLogo({ database }: Context): Promise<Logo> {
  return present((await readCompany(database.db))?.logo ?? null)
}

const refused = (message: string) => fieldRefusal('invalid-body', 'data', 'invalid', message)

/** Replaces the logo of later documents. @throws {Refusal} wrong-state without a company; invalid-body */
export async function changeLogo(ctx: Context, { data }: LogoUpload): Promise<Logo> {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > mostLogoBytes)
    throw refused(`The logo can have at most ${mostLogoBytes / 1024} KB. Export it with fewer pixels.`)
  const checked = checkImage(bytes)
  if ('problem' in checked) throw refused(checked.problem)
  return write(ctx, `data:${checked.mediaType};base64,${checked.bytes.toString('base64')}`)
}

/** Removes the logo from later documents. */
export const removeLogo = (ctx: Context, _input?: unknown): Promise<Logo> => write(ctx, null)

async function write(ctx: Context, logo: string | null): Promise<Logo> {
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    const updated = await tx
      .update(companySettings)
      .set({ logo, updatedAt: at })
      .returning({ only: companySettings.only })
    if (updated.length === 0) throw companyMissing()
    await auditSettings(tx, ctx, { at, verb: logo === null ? 'remove-logo' : 'change-logo' })
  })
  return present(logo)
}
