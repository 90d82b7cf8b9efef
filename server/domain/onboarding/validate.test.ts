import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { insertPrice } from '#testing/billing/steps.ts'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, auditOf, hostingPassword, onboardWithHosting } from '#testing/domain-steps.ts'
import { changeServer } from '../servers/index.ts'
import { type prices, products } from '../tables/products.ts'
import { validateNewCustomer } from './validate.ts'

describeDomain('Validation of a form', (open) => {
  const findings = async (body: Record<string, unknown>) => {
    const { errors, warnings } = await validateNewCustomer(open().ctx, body)
    const short = ({ path, code }: { path: string; code: string }) => `${path}: ${code}`
    return { errors: errors.map(short), warnings: warnings.map(short) }
  }

  it('writes nothing', async () => {
    const test = open()
    await findings({ email: 'new@example.com', fullName: 'New', password: 'long enough' })
    expect(await auditOf(test)).toEqual([])
  })

  it('reports taken values for each field, even if other fields are not valid yet', async () => {
    const test = open()
    const server = await addTestServer(test)
    const { customer } = await onboardWithHosting(test, { customer: { email: 'own@example.com' } })
    expect(
      await findings({
        email: 'own@example.com',
        fullName: customer.fullName.toUpperCase(),
        password: 'long enough',
        provisioning: { username: 'alpha', password: 'short', serverId: server.id },
      }),
    ).toEqual({
      errors: [
        'email: email-taken',
        'provisioning.password: too_small',
        'provisioning.username: username-taken',
        'provisioning.email: email-taken',
      ],
      warnings: ['fullName: similar-customer'],
    })
  })

  it('reports an unknown server, no server, a server that accepts no accounts, and two equal passwords', async () => {
    const test = open()
    const body = (provisioning: Record<string, unknown>) => ({
      email: 'new@example.com',
      fullName: 'New',
      password: hostingPassword,
      provisioning: { username: 'fresh', password: hostingPassword, ...provisioning },
    })
    expect(await findings(body({}))).toEqual({
      errors: ['provisioning.serverId: no-server'],
      warnings: ['provisioning.password: same-password'],
    })
    const server = await addTestServer(test)
    await changeServer(test.ctx, { id: server.id, mode: 'maintenance' })
    expect((await findings(body({ serverId: server.id }))).errors).toEqual([
      'provisioning.serverId: server-in-maintenance',
    ])
    expect((await findings(body({ serverId: '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11' }))).errors).toEqual([
      'provisioning.serverId: unknown-server',
    ])
  })

  it('checks username and password by the rules of the server that would get the account', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    for (const serverId of [id, undefined])
      for (const username of ['jo_hn', 'a\u0000'])
        expect((await findings({ provisioning: { username, password: 'short', serverId } })).errors).toEqual(
          expect.arrayContaining([
            'provisioning.username: invalid_format',
            'provisioning.password: too_small',
          ]),
        )
  })

  it('suggests a username that is free on the chosen server, also among the other rows of the form', async () => {
    const test = open()
    const server = await addTestServer(test)
    const free = async (email: string, provisioning: Record<string, unknown> = { serverId: server.id }) =>
      (await validateNewCustomer(test.ctx, { email, provisioning })).freeUsername
    expect(await free('anna@example.com')).toBe('anna')
    expect(await free('anna@example.com', {})).toBeNull()
    await onboardWithHosting(test, { username: 'anna' })
    expect(await free('anna@example.org')).toBe('anna2')
    const reservedUsernames = ['anna2', 'anna3']
    expect(await free('anna@example.org', { serverId: server.id, reservedUsernames })).toBe('anna4')
    expect(await free('annabel@example.org')).toBe('annabel')
    expect(await free('123@example.org')).toBeNull()
  })

  it('keeps a suggested username within the length that the driver allows', async () => {
    const test = open()
    const server = await addTestServer(test)
    const longest = 'a'.repeat(32)
    await onboardWithHosting(test, { username: longest })
    const { freeUsername } = await validateNewCustomer(test.ctx, {
      email: `${'a'.repeat(40)}@example.com`,
      provisioning: { serverId: server.id },
    })
    expect(freeUsername).toBe(`${'a'.repeat(31)}2`)
  })

  it('reports a price that cannot be sold as a plan', async () => {
    const { db } = open().database
    const priced = async (given: Partial<typeof prices.$inferInsert>, product: object = {}) => {
      const { priceId, productId } = await insertPrice(db, 3100n, given)
      await db
        .update(products)
        .set({ name: 'Plan', ...product })
        .where(eq(products.id, productId))
      const { errors } = await findings({ subscription: { priceId } })
      return errors.filter((each) => each.startsWith('subscription'))
    }
    expect(await priced({})).toEqual([])
    const refused = ['subscription.priceId: invalid']
    expect(await priced({ isArchived: true })).toEqual(refused)
    expect(await priced({}, { isVisible: false })).toEqual(refused)
    expect(await priced({}, { kind: 'add-on' })).toEqual(refused)
    expect((await findings({ subscription: { priceId: newId() } })).errors).toContain(
      'subscription.priceId: unknown-price',
    )
  })

  it('accepts any request body', async () => {
    for (const provisioning of ['text', 7, [], true])
      expect((await findings({ provisioning })).errors).toContain('provisioning: invalid_type')
    for (const subscription of ['text', 7, [], { priceId: 'a\u0000' }, { priceId: null }])
      expect((await findings({ subscription })).errors.join()).toContain('subscription')
  })
})
