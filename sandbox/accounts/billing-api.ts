import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { SandboxEnv } from '#sandbox/env.ts'
import { type Complaint, methodNotAllowed, notFound, Refusal } from '#sandbox/refusal.ts'
import { type AccessRules, admit } from './access.ts'
import type { Accounts } from './accounts.ts'
import { accountAnswer, createAnswer, listAnswer, statsAnswer } from './answers.ts'
import { type NewAccount, newAccount, parseBody, suspension } from './body.ts'
import type { Account, Maker } from './model.ts'
import { rehearsing } from './rehearsal.ts'
import type { Variants } from './variants.ts'

type Call = Context<SandboxEnv>

/** The NextPanel billing API: paths, statuses and shapes of the contract, with every *varies* of it. */
export function billingApi(rules: AccessRules, real: Accounts): Hono<SandboxEnv> {
  const api = new Hono<SandboxEnv>()
  const variants = () => rules.variants.current

  const rehearsed = rehearsing(real)
  const accountsFor = (c: Call) => (c.get('rehearsal') ? rehearsed : real)

  const find = (id: number): Account => {
    const account = real.find(id)
    if (account === undefined) throw new Refusal(404, 'Account not found')
    return account
  }
  const read = <T>(c: Call, parse: () => T) => admit(c, rules, { writes: false, parse })
  const write = <T>(c: Call, parse: () => T) => admit(c, rules, { writes: true, parse })

  api.get('/api/health', (c) => {
    const { healthStatus, healthFields } = variants()
    const extra = healthFields === 'extra' ? { version: '1.0.0', database: 'connected' } : {}
    return c.json({ status: healthStatus, ...extra })
  })
  api.all('/api/health', () => refuseMethod('GET'))

  api.get('/api/v1/billing/accounts', (c) => {
    if (variants().list === '404') throw notFound()
    if (variants().list === '405') throw methodNotAllowed('POST')
    const query = read(c, () => listQuery(c))
    const found = real.list(variants().filter === 'honoured' ? query : {})
    return c.json(listAnswer(page(found, query, variants()), variants()))
  })

  api.post('/api/v1/billing/accounts', async (c) => {
    const input = write(c, () => body(c, newAccount))
    refuseUnknownPackage(input, variants())
    const account = await accountsFor(c).create(input, makerIn(c))
    if (typeof account === 'string') throw alreadyExists(account, variants())
    return c.json(createAnswer(account, variants()), 201)
  })
  api.all('/api/v1/billing/accounts', () => refuseMethod('GET, POST'))

  api.get('/api/v1/billing/accounts/:id', (c) => {
    if (variants().get === '404') throw notFound()
    if (variants().get === '405') throw methodNotAllowed('DELETE')
    const account = find(read(c, () => accountId(c)))
    return c.json(accountAnswer(account, variants(), variants().getFields))
  })

  api.delete('/api/v1/billing/accounts/:id', (c) => {
    const account = find(write(c, () => accountId(c)))
    accountsFor(c).change(account.id, { status: 'deleted' }, makerIn(c))
    return c.json({ message: `Account ${account.id} deleted` })
  })
  api.all('/api/v1/billing/accounts/:id', () => refuseMethod('GET, DELETE'))

  api.post('/api/v1/billing/accounts/:id/suspend', (c) => {
    const id = write(c, () => {
      const wanted = accountId(c)
      body(c, suspension)
      return wanted
    })
    return c.json({ message: setStatus(c, id, 'suspended') })
  })
  api.all('/api/v1/billing/accounts/:id/suspend', () => refuseMethod('POST'))

  api.post('/api/v1/billing/accounts/:id/unsuspend', (c) =>
    c.json({
      message: setStatus(
        c,
        write(c, () => accountId(c)),
        'active',
      ),
    }),
  )
  api.all('/api/v1/billing/accounts/:id/unsuspend', () => refuseMethod('POST'))

  const setStatus = (c: Call, id: number, status: Account['status']) => {
    const before = find(id).status
    accountsFor(c).change(id, { status }, makerIn(c))
    return `Account ${id} is ${before === status ? 'already' : 'now'} ${status}`
  }

  api.get('/api/v1/billing/accounts/:id/stats', (c) => {
    const account = find(read(c, () => accountId(c)))
    return c.json(statsAnswer(account, variants(), rules.now()))
  })
  api.all('/api/v1/billing/accounts/:id/stats', () => refuseMethod('GET'))

  return api
}

function refuseMethod(allow: string): never {
  throw methodNotAllowed(allow)
}

function makerIn(c: Call): Maker {
  const { number, keyId, fault, outcome } = c.get('entry')
  const late = c.get('late') || outcome !== 'pending'
  return { by: late ? 'late-commit' : 'request', request: number, keyId, fault }
}

const body = <T>(c: Call, schema: z.ZodType<T>): T =>
  parseBody(schema, { text: c.get('bodyText'), contentType: c.req.header('content-type') ?? '' })

function refuseUnknownPackage(input: NewAccount, { packages }: Variants): void {
  const wanted = input.package_id ?? undefined
  if (wanted !== undefined && !packages.some((known) => String(known) === String(wanted)))
    throw new Refusal(400, `Invalid package_id: package ${wanted} does not exist`)
}

function alreadyExists(taken: 'username' | 'email', { takenStatus, takenDetail }: Variants): Refusal {
  if (takenDetail === 'combined') return new Refusal(takenStatus, 'Username or email already exists')
  return new Refusal(takenStatus, `${taken === 'username' ? 'Username' : 'Email'} already exists`)
}

interface ListQuery {
  readonly username: string | undefined
  readonly billingId: string | undefined
  readonly skip: number
  readonly limit: number | undefined
}

const listQuery = (c: Call): ListQuery => ({
  username: c.req.query('username'),
  billingId: c.req.query('billing_id'),
  skip: wholeNumber(c.req.query('skip'), ['query', 'skip']) ?? 0,
  limit: wholeNumber(c.req.query('limit'), ['query', 'limit']),
})

function page(found: readonly Account[], query: ListQuery, { listCap, paging }: Variants) {
  const cap = listCap ?? Number.POSITIVE_INFINITY
  if (paging === 'ignored') return found.slice(0, cap)
  return found.slice(query.skip, query.skip + Math.min(query.limit ?? cap, cap))
}

const accountId = (c: Call) => wholeNumber(c.req.param('id'), ['path', 'account_id']) ?? 0

function wholeNumber(text: string | undefined, loc: Complaint['loc']): number | undefined {
  if (text === undefined) return undefined
  if (/^-?\d{1,15}$/.test(text)) return Math.max(0, Number(text))
  const msg = 'Input should be a valid integer, unable to parse string as an integer'
  throw new Refusal(422, [{ type: 'int_parsing', loc, msg, input: text }])
}
