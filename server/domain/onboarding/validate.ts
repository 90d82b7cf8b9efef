import { z } from 'zod'
import type { FormFindings } from '#contracts/customers/schemas.ts'
import { newCustomer } from '#contracts/customers/schemas.ts'
import { provisioning } from '#contracts/hosting/schemas.ts'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { FieldProblem } from '#contracts/problem.ts'
import { isEmailTaken } from '#server/platform/auth/index.ts'
import { findHolders, heldUsernames } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { findSimilarCustomers } from '../customers/index.ts'
import { whyRefused } from '../passwords/index.ts'
import {
  chooseServer,
  driverOf,
  problemsOfCredentials,
  readServersWithSlots,
  whyNotPlaceable,
} from '../servers/index.ts'
import { problemsOfSale } from './validate-sale.ts'

/**
 * Returns the errors and warnings that creating this customer would cause. Reads only our own data, and
 * writes nothing.
 */
export async function validateNewCustomer(
  ctx: Context,
  body: Record<string, unknown>,
): Promise<FormFindings> {
  const parsed = newCustomer.safeParse(body)
  const errors: FieldProblem[] = parsed.success
    ? []
    : parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }))
  const warnings: FieldProblem[] = []
  const valid = <T>(
    schema: { safeParse(value: unknown): { success: boolean; data?: T } },
    value: unknown,
  ): T | undefined => schema.safeParse(value).data
  const { shape } = newCustomer
  const email = valid(shape.email, body.email)
  const fullName = valid(shape.fullName, body.fullName)
  const { db } = ctx.database
  errors.push(...(await problemsOfPassword(ctx, body)))
  errors.push(...(await problemsOfSale(db, body)))

  if (email !== undefined && (await isEmailTaken(db, email)))
    errors.push({
      path: 'email',
      code: 'email-taken',
      message: `${email} is already in use by a customer or staff user.`,
    })
  for (const similar of fullName ? await findSimilarCustomers(db, fullName) : [])
    warnings.push({
      path: 'fullName',
      code: 'similar-customer',
      message: `A customer named ${similar.fullName} already exists, with ${similar.email}.`,
    })
  if (body.provisioning != null) {
    const hosting = await findingsForHosting(ctx, body, email)
    errors.push(...hosting.errors)
    warnings.push(...hosting.warnings)
    return { errors, warnings, freeUsername: hosting.freeUsername }
  }
  return { errors, warnings, freeUsername: null }
}

async function problemsOfPassword(ctx: Context, body: Record<string, unknown>): Promise<FieldProblem[]> {
  const { data: password } = newCustomer.shape.password.safeParse(body.password)
  if (password === undefined) return []
  const words = [body.email, body.fullName, body.companyName].filter((word) => typeof word === 'string')
  const why = await whyRefused(
    ctx,
    password,
    words.map((word) => word.slice(0, 254)),
  )
  return why === null ? [] : [{ path: 'password', code: 'guessable-password', message: `Password ${why}` }]
}

const { username, password, serverId, email, placement } = provisioning.shape
// Each field is checked separately, because the others may be empty or not valid yet.
const hostingFields = z.object({
  username: username.optional().catch(undefined),
  password: password.optional().catch(undefined),
  serverId: serverId.catch(undefined),
  email: email.catch(undefined),
  placement: placement.catch(undefined),
  /** Usernames of other rows of the same form. */
  reservedUsernames: z.array(z.string()).max(100).optional().catch(undefined),
})
type WantedHosting = z.infer<typeof hostingFields>

async function findingsForHosting(
  ctx: Context,
  body: Record<string, unknown>,
  customerEmail: string | undefined,
): Promise<FormFindings> {
  const errors: FieldProblem[] = []
  const warnings: FieldProblem[] = []
  const { data: wanted } = hostingFields.safeParse(body.provisioning)
  if (!wanted) return { errors, warnings, freeUsername: null }
  const { db } = ctx.database
  const servers = await readServersWithSlots(db)
  const isAutomatic = wanted.serverId === undefined || wanted.serverId === 'auto'
  const server = servers.find(({ id }) => id === wanted.serverId)
  if (!isAutomatic && !server)
    errors.push({
      path: 'provisioning.serverId',
      code: 'unknown-server',
      message: 'NextPanel Server not found. Select one from the list.',
    })
  const [first] = servers
  const choice = isAutomatic && first ? chooseServer(servers, first.policy, wanted.placement) : null
  if (choice?.server === null)
    errors.push({ path: 'provisioning.serverId', code: 'no-matching-server', message: choice.why })
  if (choice?.server && choice.noRoom !== null)
    errors.push({
      path: 'provisioning.serverId',
      code: whyNotPlaceable(choice.server)?.code ?? 'server-full',
      message: choice.noRoom,
    })
  if (isAutomatic && servers.length === 0)
    errors.push({
      path: 'provisioning.serverId',
      code: 'no-server',
      message: 'No NextPanel servers available. Add a server first.',
    })
  const refusal = server ? whyNotPlaceable(server) : null
  if (refusal)
    errors.push({
      path: 'provisioning.serverId',
      code: refusal.code,
      message: `${refusal.reason} ${refusal.remedy}`,
    })
  const likely = server ?? choice?.server
  const badCredentials = likely ? problemsOfCredentials(ctx, likely, wanted, 'provisioning.') : []
  errors.push(...badCredentials)
  const usernameFits = badCredentials.every(({ path }) => path !== 'provisioning.username')
  if (server && wanted.username !== undefined && usernameFits) {
    const email = wanted.email ?? customerEmail ?? ''
    const holders = await findHolders(db, server.id, { username: wanted.username, email })
    if (holders.some(({ username }) => username === wanted.username))
      errors.push({
        path: 'provisioning.username',
        code: 'username-taken',
        message: `The username "${wanted.username}" is already used by another hosting account on ${server.name}.`,
      })
    if (holders.some((holder) => holder.email === email))
      errors.push({
        path: 'provisioning.email',
        code: 'email-taken',
        message: `The email ${email} is already used by another hosting account on ${server.name}.`,
      })
  }
  if (wanted.password !== undefined && wanted.password === body.password)
    warnings.push({
      path: 'provisioning.password',
      code: 'same-password',
      message:
        'The hosting password is the same as the billing password. Use a different password for each system.',
    })
  const freeUsername = server && customerEmail ? await suggestFree(ctx, server, customerEmail, wanted) : null
  return { errors, warnings, freeUsername }
}

const digitsAtMost = 3

async function suggestFree(
  ctx: Context,
  server: { readonly id: string; readonly driver: string },
  email: string,
  { reservedUsernames = [] }: WantedHosting,
): Promise<string | null> {
  const { usernameRule } = driverOf(ctx, server.driver)
  const first = suggestHostingUsername(email, usernameRule)
  if (first === '') return null
  // A number takes the place of the last letters if the username has its maximum length.
  const prefix = first.slice(0, usernameRule.maxLength - digitsAtMost)
  const held = await heldUsernames(ctx.database.db, server.id, prefix)
  return suggestHostingUsername(email, usernameRule, new Set([...held, ...reservedUsernames])) || null
}
