import { z } from 'zod'

const routed = z.enum(['normal', '404', '405'])
const optionalFields = z.array(z.enum(['billing_id', 'metadata', 'status']))

/**
 * The differences (*varies*) between NextPanel servers. Every field has a default. The defaults together are
 * a friendly panel.
 */
export const variants = z.strictObject({
  /** GET accounts: a response, or a panel without a list. */
  list: routed.default('normal'),
  /** `?username=` and `?billing_id=`. */
  filter: z.enum(['honoured', 'ignored']).default('honoured'),
  /** Maximum number of accounts in one response. Null: no limit. */
  listCap: z.int().min(1).nullable().default(null),
  /** `?skip=` and `?limit=`. If ignored together with listCap, the rest of the list cannot be read. */
  paging: z.enum(['honoured', 'ignored']).default('honoured'),
  listShape: z.enum(['array', 'accounts', 'items']).default('array'),
  listFields: optionalFields.default(['billing_id', 'metadata', 'status']),
  /** GET accounts/{id}. */
  get: routed.default('normal'),
  getFields: optionalFields.default(['billing_id', 'metadata', 'status']),
  /** minimal: id, username, email. full: all fields of the request except the password. */
  createAnswer: z.enum(['minimal', 'full']).default('full'),
  emailCase: z.enum(['as-sent', 'lower', 'upper']).default('as-sent'),
  bodyCheck: z.enum(['after-rights', 'before-rights', 'before-auth']).default('after-rights'),
  healthStatus: z.enum(['healthy', 'ok']).default('healthy'),
  /** Whether health also returns `version` and `database`. */
  healthFields: z.enum(['plain', 'extra']).default('extra'),
  /** BILLING: BILLING and SUPER_ADMIN may write. SUPER_ADMIN: only that. */
  writesNeed: z.enum(['BILLING', 'SUPER_ADMIN']).default('BILLING'),
  /** any: every accepted key in scope may read. write-level: reading requires the permission for writing. */
  readsNeed: z.enum(['any', 'write-level']).default('any'),
  takenStatus: z.literal([400, 409]).default(400),
  takenDetail: z.enum(['specific', 'combined']).default('specific'),
  /** Known package ids. Any other is a 400 about package_id. */
  packages: z.array(z.union([z.int(), z.string()])).default([1, 2, 3]),
  /** Whether usernames like `faulthang1` cause faults. */
  magicUsernames: z.boolean().default(true),
})
export type Variants = z.infer<typeof variants>
export type VariantsInput = z.input<typeof variants>

export interface VariantSwitch {
  readonly current: Variants
  /** Resets every field that is not given to its default. */
  set(input: VariantsInput): Variants
  reset(): void
}

/** @param initial also the target of a reset */
export function createVariantSwitch(initial: VariantsInput): VariantSwitch {
  let current = variants.parse(initial)
  return {
    get current() {
      return current
    },
    set(input) {
      current = variants.parse(input)
      return current
    },
    reset() {
      current = variants.parse(initial)
    },
  }
}
