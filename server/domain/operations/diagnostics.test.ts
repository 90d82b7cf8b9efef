import { expect, it } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import {
  addTestServer,
  hostingPassword,
  loginPassword,
  onboardWithHosting,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import { diagnoseOperation } from './index.ts'

describeDomain('The diagnostics of an operation', (open) => {
  it('contain the whole timeline as text, without secrets, names or complete email addresses', async () => {
    const test = open()
    const server = await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const made = await onboardWithHosting(test, {
      customer: { email: "o'brien.mary@example.com", fullName: 'Mary O’Brien', companyName: 'Brien & Sons' },
    })
    await runUntilSettled(test, made.operationId)
    const text = await (await diagnoseOperation(test.ctx, { id: made.operationId })).text()
    for (const told of [
      made.operationId,
      made.accountId,
      server.id,
      'status: succeeded',
      'username: alpha',
      'panel user id: 1',
      'version: 0.1.0',
      '"panelDeadlineMs":15000',
      'breaker: closed',
      /1\. \S+Z to \S+Z: unknown \(dropped\)/,
      /attempt\.started: Attempt 1/,
      /POST \/api\/v1\/billing\/accounts/,
      /person: online in \d+ ms/,
    ])
      expect(text).toMatch(told)
    for (const secret of [
      hostingPassword,
      loginPassword,
      test.sandbox.apiKey,
      test.sandbox.apiSecret,
      'Mary',
      'Brien & Sons',
      'brien.mary@example.com',
    ])
      expect(text).not.toContain(secret)
    const taken = { username: 'taken', email: 'ann.lee@example.com' }
    await test.sandbox.makeAccount(taken)
    const refused = await onboardWithHosting(test, {
      username: 'beta',
      customer: { email: taken.email, fullName: 'Ann Lee' },
    })
    await runUntilSettled(test, refused.operationId)
    const told = await (await diagnoseOperation(test.ctx, { id: refused.operationId })).text()
    expect(told).toContain('The address a…@example.com is already taken')
    expect(told).not.toContain('ann.lee')
  })
})
