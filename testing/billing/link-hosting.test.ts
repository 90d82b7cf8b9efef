import { expect, it } from 'vitest'
import { problem } from '#contracts/problem.ts'
import { subscription as subscriptionSchema } from '#contracts/subscriptions/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { addStaff, matrixPassword } from '../authorization/callers.ts'
import { openInProcessApp } from '../authorization/in-process-app.ts'
import { describeDomain } from '../domain.ts'
import { addTestServer, loginPassword, onboardWithHosting } from '../domain-steps.ts'
import { insertCompany, insertPrice, insertVat } from './steps.ts'

describeDomain('The API for the hosting account of a subscription', (open) => {
  it('links, lists, changes and refuses, with the field in each refusal', async () => {
    const test = open()
    const { db } = test.database
    await openInstallation(db)
    await insertCompany(db)
    await insertVat(db)
    await addTestServer(test)
    const { customer, accountId } = await onboardWithHosting(test)
    const { priceId } = await insertPrice(db, 3100n)
    await addStaff(test, 'biller', 'billing')
    await addStaff(test, 'helper', 'support')
    await addStaff(test, 'admin', 'admin')
    const app = openInProcessApp(test)
    const staffCookie = (name: string) =>
      app.signIn({ email: `${name}@hosting.example`, password: matrixPassword })
    const cookie = await staffCookie('biller')
    const post = async (path: string, body: unknown, as = cookie) => {
      const { status, text } = await app.send({ method: 'POST', path: `/api/v1/${path}`, cookie: as, body })
      return { status, body: JSON.parse(text) as unknown }
    }
    const bodyOf = (more: object) => ({ customerId: customer.id, priceId, ...more })
    const refusal = ({ status, body }: { status: number; body: unknown }) => {
      const { code, errors } = problem.parse(body)
      return [status, code, ...(errors ?? []).map(({ path }) => path)]
    }

    expect(
      refusal(
        await post(
          'subscriptions',
          bodyOf({
            provision: 'now',
            provisioning: { username: 'another', password: 'Hosting-Pass-7743' },
            hostingAccountId: accountId,
          }),
          await staffCookie('admin'),
        ),
      ),
    ).toEqual([422, 'invalid-body', 'hostingAccountId'])
    expect(refusal(await post('subscriptions', bodyOf({ hostingAccountId: newId() })))).toEqual([
      422,
      'invalid-body',
      'hostingAccountId',
    ])
    expect(refusal(await post('subscriptions', bodyOf({ hostingAccountId: 'no id' })))).toEqual([
      422,
      'invalid-body',
      'hostingAccountId',
    ])
    const made = await post('subscriptions', bodyOf({ hostingAccountId: accountId }))
    expect(made).toMatchObject({ status: 201, body: { subscription: { hostingAccountId: accountId } } })
    const { id } = subscriptionSchema.parse((made.body as { subscription: unknown }).subscription)
    const path = `subscriptions/${id}/hosting-account`

    expect(refusal(await post('subscriptions', bodyOf({ hostingAccountId: accountId })))).toEqual([
      409,
      'wrong-state',
      'hostingAccountId',
    ])
    expect(await post(path, { hostingAccountId: null })).toMatchObject({
      status: 200,
      body: { id, hostingAccountId: null },
    })
    expect(refusal(await post(path, {}))).toEqual([422, 'invalid-body', 'hostingAccountId'])
    expect(refusal(await post(path, { hostingAccountId: accountId }, await staffCookie('helper')))).toEqual([
      403,
      'forbidden',
    ])
    expect(
      refusal(await post(`subscriptions/${newId()}/hosting-account`, { hostingAccountId: null })),
    ).toEqual([404, 'not-found'])
    expect(await post(path, { hostingAccountId: accountId })).toMatchObject({
      status: 200,
      body: { hostingAccountId: accountId },
    })

    const get = async (address: string, as: string) =>
      JSON.parse((await app.send({ method: 'GET', path: `/api/v1/${address}`, cookie: as })).text) as unknown
    expect(await get(`subscriptions?customerId=${customer.id}`, cookie)).toMatchObject({
      items: [{ id, hostingAccountId: accountId }],
    })
    const own = await app.signIn({ email: customer.email, password: loginPassword })
    const listed = (await get('portal/subscriptions', own)) as { items: object[] }
    expect(listed.items).toMatchObject([{ id }])
    expect(Object.keys(listed.items[0] ?? {})).not.toContain('hostingAccountId')
  })
})
