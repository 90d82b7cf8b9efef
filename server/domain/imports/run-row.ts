import { and, eq } from 'drizzle-orm'
import { generatePassword } from '#contracts/password-generator.ts'
import { hashGenerated, hashPassword } from '#server/platform/auth/passwords.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { provision, startedRefs } from '../hosting/index.ts'
import { beginOnboarding } from '../onboarding/index.ts'
import { customers } from '../tables/customers.ts'
import { type ImportRowError, importRows } from '../tables/imports.ts'
import { adoptForImport } from './adopt.ts'
import { claimOf } from './claim.ts'
import type { Plan, PlannedRow, Task } from './plan/index.ts'
import type { Credentials } from './store.ts'

/** Imports one planned row, without waiting for the panel. A refusal is recorded in the row. @throws a fault, see row-faults.ts */
export async function runRow(ctx: Context, plan: Plan, planned: PlannedRow): Promise<void> {
  const { number, state, errors, task } = planned
  if (state === 'unchanged')
    return endRow(ctx, plan, number, {
      state,
      customerId: planned.customerId,
      accountId: planned.accountId,
      contentHash: planned.contentHash,
    })
  if (task === null) return endRow(ctx, plan, number, { state: 'failed', errors: [...errors] })
  try {
    await perform(ctx, plan, planned, task)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await endRow(ctx, plan, number, { state: 'failed', errors: errorsOf(error) })
  }
}

type RowEnd = Partial<
  Pick<typeof importRows.$inferInsert, 'customerId' | 'accountId' | 'contentHash' | 'errors'>
> & {
  readonly state: 'unchanged' | 'failed'
}

export async function endRow(
  ctx: Context,
  { importId }: Pick<Plan, 'importId'>,
  number: number,
  end: RowEnd,
): Promise<void> {
  await ctx.database.db
    .update(importRows)
    .set(end)
    .where(
      and(eq(importRows.importId, importId), eq(importRows.number, number), eq(importRows.state, 'valid')),
    )
}

const fieldOf: Readonly<Record<string, string>> = {
  'provisioning.username': 'hostingUsername',
  'provisioning.password': 'hostingPassword',
  'provisioning.email': 'hostingEmail',
  'provisioning.serverId': 'server',
  username: 'hostingUsername',
  serverId: 'server',
}

const errorsOf = ({ code, message, errors }: Refusal): ImportRowError[] =>
  errors.length === 0
    ? [{ field: '', code, message }]
    : errors.map((each) => ({
        field: fieldOf[each.path] ?? each.path,
        code: each.code,
        message: each.message,
      }))

function hashOf(given: string | null, generated: string | undefined): Promise<string | null> {
  if (given !== null) return hashPassword(given)
  return Promise.resolve(generated === undefined ? null : hashGenerated(generated))
}

async function perform(ctx: Context, plan: Plan, planned: PlannedRow, task: Task): Promise<void> {
  const { person, customerId } = task
  const { passwords } = plan.defaults
  const generated: Credentials = {
    ...(customerId === null && passwords === 'generate' ? { password: generatePassword() } : {}),
    ...(task.hosting === 'create' && task.account.password === null
      ? { hostingPassword: generatePassword() }
      : {}),
  }
  const claim = claimOf(ctx, plan, planned, generated)
  const login = {
    // A customer without a password gets a link, except an inactive one, who could not use it.
    passwordHash: () => hashOf(person.password, generated.password),
    withLink: (person.password ?? generated.password) === undefined && person.isActive,
  }
  if (task.hosting === 'adopt') return adoptForImport(ctx, task, { claim, login })
  const provisioning =
    task.hosting === 'create'
      ? { ...task.account, password: task.account.password ?? generated.hostingPassword ?? '' }
      : undefined
  if (customerId === null) {
    await beginOnboarding(ctx, {
      person,
      provisioning,
      passwordHash: login.passwordHash(),
      withLink: login.withLink,
      claim: (made, source) =>
        claim(
          {
            customerId: made.customerId,
            accountId: made.hosting?.accountId ?? null,
            operationId: made.hosting?.operationId ?? null,
            linkId: made.passwordLinkId ?? null,
          },
          source,
        ),
    })
    return
  }
  const [customer] = await ctx.database.db.select().from(customers).where(eq(customers.id, customerId))
  if (!customer || !provisioning) throw new Refusal('not-found', 'Customer not found.')
  await provision(ctx, {
    customer,
    wanted: provisioning,
    fieldPrefix: '',
    refs: { schema: startedRefs, of: (refs) => refs },
    claim: (started, source) => claim({ customerId, ...started, linkId: null }, source),
  })
}
