import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { panelAction, panelDescription } from '#contracts/panels/schemas.ts'
import { problemOfText } from '#contracts/panels/text-rule.ts'
import type { AccountToCreate, CheckId, PanelClient, PanelDriver } from './driver.ts'
import { PanelError, type PanelErrorKind } from './error.ts'
import type { KeyDefect, PanelFault, PanelUnderTest } from './panel-under-test.ts'

/**
 * The requirements for every driver. Run it once for each configuration in which servers of that panel
 * differ.
 * @param openPanel opens a new, empty panel, which is closed after each test
 */
export function describeDriverConformance(
  name: string,
  driver: PanelDriver,
  openPanel: () => Promise<PanelUnderTest>,
): void {
  describe(`${name} conforms:`, () => {
    const opened: PanelUnderTest[] = []
    afterEach(async () => {
      for (const panel of opened.splice(0)) await panel.close()
    })
    const open = async (): Promise<Subject> => {
      const panel = await openPanel()
      opened.push(panel)
      return { panel, driver, client: driver.connect(panel.connection, panel.http) }
    }
    describeDeclarations(driver)
    describeCreating(open)
    describeLooking(open)
    describeChanging(open)
    describeConnecting(open)
  })
}

interface Subject {
  readonly panel: PanelUnderTest
  readonly driver: PanelDriver
  readonly client: PanelClient
}
type Open = () => Promise<Subject>

const sentence = /^[A-Z0-9].*\.$/

const john: AccountToCreate = {
  username: 'john',
  email: 'john@example.com',
  password: 'Correct-Horse-"7"-Batt\\ery',
  fullName: 'John Example',
  company: null,
  packageId: null,
  marker: 'nb1.installation.account-1.0123456789abcdef',
  billingCustomerId: 'customer-1',
}
const jane: AccountToCreate = {
  ...john,
  username: 'jane',
  email: 'jane@example.com',
  marker: 'nb1.installation.account-2.0123456789abcdef',
}

function describeDeclarations(driver: PanelDriver): void {
  const { connect: _, ...description } = driver
  const field = (name: string) => driver.connectionFields.find((each) => each.name === name)

  it('describes itself in plain data that can be sent to a form', () => {
    expect(panelDescription.parse(JSON.parse(JSON.stringify(description)))).toEqual(description)
  })

  it('declares rules that accept an ordinary username and password, and no spaces in a username', () => {
    expect(problemOfText(driver.usernameRule, 'Username', 'john')).toBeNull()
    expect(problemOfText(driver.usernameRule, 'Username', 'john doe')).not.toBeNull()
    expect(problemOfText(driver.passwordRule, 'Password', john.password)).toBeNull()
    for (const rule of [driver.usernameRule, driver.passwordRule]) {
      expect(rule.help).toMatch(sentence)
      if (rule.pattern !== null) expect(rule.mismatch).toMatch(sentence)
    }
  })

  it('asks for an address, each field once, and for its secret as hidden input', () => {
    expect(field('baseUrl')).toMatchObject({ kind: 'url', required: true })
    expect(field('apiSecret')?.kind ?? 'secret').toBe('secret')
    const names = driver.connectionFields.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a remedy for each requirement of the key', () => {
    for (const { remedy } of driver.keyRequirements) expect(remedy).toMatch(sentence)
  })

  it('says how to do what the panel does not support', () => {
    for (const action of panelAction.options)
      if (!driver.capabilities[action]) expect(driver.capabilities.elsewhere[action]).toMatch(sentence)
  })
}

function describeCreating(open: Open): void {
  it('creates one account, with our marker, and reads it back', async () => {
    const { panel, client } = await open()
    const { value: made, exchanges } = await client.create(john)
    expect(made.username).toBe('john')
    expect(await panel.ledger()).toEqual([
      { id: made.id, username: 'john', marker: john.marker, deleted: false },
    ])
    const { value: finding } = await client.findById(made.id)
    if (finding.state !== 'found') throw new Error(`not found again: ${finding.state}`)
    expect(finding.account.email?.toLowerCase()).toBe(john.email)
    expect(finding.account.marker).toBe(panel.traits.tellsMarker ? john.marker : undefined)
    expectNoSecrets(panel, [made, exchanges])
  })

  const faults: [PanelFault, PanelErrorKind, number][] = [
    ['connection-refused', 'retry-later', 0],
    ['rate-limited', 'retry-later', 0],
    ['redirected', 'needs-operator', 0],
    ['error-before', 'unknown-outcome', 0],
    ['error-after', 'unknown-outcome', 1],
    ['dropped-before', 'unknown-outcome', 0],
    ['dropped-after', 'unknown-outcome', 1],
    ['html-before', 'unknown-outcome', 0],
    ['html-after', 'unknown-outcome', 1],
    ['truncated-after', 'unknown-outcome', 1],
    ['hangs-after', 'unknown-outcome', 1],
  ]
  it.each(faults)('sends a create that ends %s only once, and reports %s', async (fault, kind, made) => {
    const { panel, client } = await open()
    await panel.meet('create', fault)
    const error = await errorOf(client.create(john))
    expect(error).toMatchObject({ kind })
    expect(error.exchanges).toHaveLength(1)
    expect(await panel.ledger()).toHaveLength(made)
    expectNoSecrets(panel, error)
  })

  it.each([
    'error-after',
    'dropped-after',
    'truncated-after',
  ] as const)('finds the account again after a create that ended %s', async (fault) => {
    const { panel, client } = await open()
    await client.create(jane)
    await panel.meet('create', fault)
    await errorOf(client.create(john))
    const { value: survey } = await client.search({ marker: john.marker, username: 'john' })
    if (!panel.traits.listShowsAbsence && survey.matches.length === 0)
      return expect(survey.complete).toBe(false)
    expect(survey.matches.map(({ username }) => username)).toEqual(['john'])
    expect(survey.matches[0]?.marker).toBe(panel.traits.tellsMarker ? john.marker : undefined)
  })

  it('reports a taken username or email as a conflict, and changes nothing', async () => {
    const { panel, client } = await open()
    await client.create(jane)
    for (const clash of [
      { ...john, username: jane.username },
      { ...john, email: jane.email.toUpperCase() },
    ]) {
      const error = await errorOf(client.create(clash))
      expect(error).toMatchObject({ kind: 'conflict', code: expect.stringMatching(/-taken$/) })
      expectNoSecrets(panel, error)
    }
    expect(await panel.ledger()).toHaveLength(1)
  })
}

function describeLooking(open: Open): void {
  it('never returns accounts of other owners, and reports an absence only from a whole list', async () => {
    const { panel, client } = await open()
    await client.create(jane)
    const { value: survey } = await client.search({ marker: john.marker, username: 'john' })
    expect(survey.matches).toEqual([])
    expect(survey.complete).toBe(panel.traits.listShowsAbsence)
    if (!survey.complete) expect(survey.why).toMatch(/\.$/)
  })

  it('finds by username and by email in any case', async () => {
    const { panel, client } = await open()
    const { value: made } = await client.create(jane)
    for (const keys of [{ username: 'jane' }, { email: 'Jane@Example.com' }]) {
      const { value: survey } = await client.search(keys)
      if (panel.traits.listShowsAbsence || survey.matches.length > 0)
        expect(survey.matches.map(({ id }) => id)).toEqual([made.id])
    }
  })

  it('reports an account as absent only if it is, and never while the panel has errors', async () => {
    const { panel, client } = await open()
    const { value: made } = await client.create(jane)
    const beyond = String(Number(made.id) + 1000)
    const { value: finding } = await client.findById(beyond)
    expect(finding.state).toBe(panel.traits.readShowsAbsence ? 'absent' : 'not-known')
    await panel.meet('list', 'error-before')
    expect((await client.findById(beyond)).value.state).toBe('not-known')
  })

  it('lists every live account, and reports whether the list is complete', async () => {
    const { panel, client, driver } = await open()
    const { value: made } = await client.create(john)
    const { value: ended } = await client.create(jane)
    await client.create({ ...jane, username: 'jill', email: 'jill@example.com', marker: 'a stranger’s' })
    if (driver.capabilities.terminate) await client.terminate(ended.id)
    const { value: listing, exchanges } = await client.list()
    expect(listing.complete).toBe(panel.traits.listShowsAbsence)
    if (!listing.complete) expect(listing.why).toMatch(/\.$/)
    else {
      const living = driver.capabilities.terminate ? ['jill', 'john'] : ['jane', 'jill', 'john']
      expect(listing.accounts.map(({ username }) => username).toSorted()).toEqual(living)
      expect(listing.accounts.find(({ id }) => id === made.id)).toMatchObject({
        username: 'john',
        marker: panel.traits.tellsMarker ? john.marker : undefined,
        suspended: panel.traits.tellsSuspension ? false : undefined,
      })
    }
    expect(listing.unclearIds).toEqual([])
    expectNoSecrets(panel, [listing, exchanges])
  })

  it.each([
    'error-before',
    'dropped-before',
    'html-before',
    'rate-limited',
    'connection-refused',
  ] as const)('reports a read that ends %s as retry-later', async (fault) => {
    const { panel, client } = await open()
    await panel.meet('list', fault)
    expect(await errorOf(client.search({ username: 'john' }))).toMatchObject({ kind: 'retry-later' })
    await panel.meet('list', fault)
    expect(await errorOf(client.list())).toMatchObject({ kind: 'retry-later' })
  })

  it('returns the usage of the requested account', async ({ skip }) => {
    const { driver, client } = await open()
    if (!driver.capabilities.usage) return skip('no such call')
    const { value: made } = await client.create(john)
    expect((await client.usage(made.id)).value).toMatchObject({ domains: expect.toBeOneOf([null, 0]) })
  })
}

function describeChanging(open: Open): void {
  it('suspends and unsuspends, and reports when there was nothing to do', async ({ skip }) => {
    const { panel, client, driver } = await open()
    if (!driver.capabilities.suspend || !driver.capabilities.unsuspend) return skip('no such calls')
    const { value: made } = await client.create(john)
    const suspended = async () => {
      const { value: finding } = await client.findById(made.id)
      return finding.state === 'found' ? finding.account.suspended : finding.state
    }
    const told = (state: boolean) => (panel.traits.tellsSuspension ? state : undefined)
    expect((await client.suspend(made.id, 'overdue')).value).toBe('done')
    expect(await suspended()).toBe(told(true))
    expect(['done', 'already']).toContain((await client.suspend(made.id, 'overdue')).value)
    expect((await client.unsuspend(made.id)).value).toBe('done')
    expect(await suspended()).toBe(told(false))
  })

  it('terminates, and reports when the account was already gone', async ({ skip }) => {
    const { panel, client, driver } = await open()
    if (!driver.capabilities.terminate) return skip('no such call')
    const { value: made } = await client.create(john)
    expect((await client.terminate(made.id)).value).toBe('done')
    expect((await panel.ledger()).map(({ deleted }) => deleted)).toEqual([true])
    expect((await client.terminate(made.id)).value).toBe('gone')
    if (driver.capabilities.suspend) expect((await client.suspend(made.id, 'overdue')).value).toBe('gone')
  })

  it('sends nothing for an action that the panel does not support', async ({ skip }) => {
    const { panel, client, driver } = await open()
    const { value: made } = await client.create(john)
    const calls = {
      suspend: () => client.suspend(made.id, 'staff'),
      unsuspend: () => client.unsuspend(made.id),
      terminate: () => client.terminate(made.id),
      usage: () => client.usage(made.id),
    }
    const lacking = panelAction
      .exclude(['changePassword'])
      .options.filter((action) => !driver.capabilities[action])
    if (lacking.length === 0) return skip('it has them all')
    for (const action of lacking) {
      const error = await errorOf(calls[action]())
      expect(error).toMatchObject({ kind: 'not-supported', exchanges: [] })
    }
    expect((await panel.ledger()).map(({ deleted }) => deleted)).toEqual([false])
  })

  it.each([
    ['error-after', 'unknown-outcome'],
    ['dropped-after', 'unknown-outcome'],
    ['html-after', 'unknown-outcome'],
    ['connection-refused', 'retry-later'],
    ['rate-limited', 'retry-later'],
  ] as const)('reports a suspension or termination that ends %s as %s', async (fault, kind) => {
    const { panel, client, driver } = await open()
    const { value: made } = await client.create(john)
    if (driver.capabilities.suspend) {
      await panel.meet('suspend', fault)
      expect(await errorOf(client.suspend(made.id, 'staff'))).toMatchObject({ kind })
    }
    if (driver.capabilities.terminate) {
      await panel.meet('terminate', fault)
      expect(await errorOf(client.terminate(made.id))).toMatchObject({ kind })
    }
  })

  it('puts only ids of this panel into a path', async () => {
    const { panel, client, driver } = await open()
    await client.create(john)
    const send = driver.capabilities.terminate ? client.terminate : client.findById
    for (const id of ['', '../1', '1/../1', '1?x=1', 'john'])
      expect((await errorOf(send(id))).kind).toBe('rejected')
    expect((await panel.ledger()).every(({ deleted }) => !deleted)).toBe(true)
  })
}

function describeConnecting(open: Open): void {
  it('reports a good connection as online, and creates no account during the test', async () => {
    const { panel, client } = await open()
    const report = await client.testConnection()
    expect(report).toMatchObject({ ok: true, verdict: 'online' })
    const permission = report.checks.find(({ id }) => id === 'permission')
    expect(permission?.state).toBe(panel.traits.showsRights ? 'pass' : 'not-checked')
    expect(await client.checkHealth()).toMatchObject({ ok: true, verdict: 'online' })
    expect(await panel.ledger()).toEqual([])
    expectNoSecrets(panel, report)
  })

  const defects: [KeyDefect, CheckId][] = [
    ['wrong', 'key'],
    ['revoked', 'key'],
    ['expired', 'key'],
    ['inactive', 'key'],
    ['permission-too-low', 'permission'],
    ['scope-missing', 'scope'],
    ['wrong-address', 'ip'],
  ]
  it.each(defects)('names a key that is %s in the check %s, with its remedy', async (defect, check) => {
    const { panel, driver } = await open()
    const remedy = panel.remedies[defect]
    if (!remedy) return expect(defect).not.toBe('wrong')
    const connection = await panel.defective(defect)
    const client = driver.connect(connection, panel.http)
    const error = await errorOf(client.create(john))
    expect(error).toMatchObject({ kind: 'needs-operator', remedy: expect.stringMatching(remedy) })
    const report = await client.testConnection()
    if (panel.traits.showsRights) {
      expect(report).toMatchObject({ ok: false, verdict: 'needs-operator' })
      const failed = report.checks.filter(({ state }) => state === 'fail')
      expect(failed.map(({ id }) => id)).toEqual([check])
      expect(failed[0]?.remedy).toMatch(remedy)
    } else expect(report.checks.find(({ id }) => id === check)?.state).not.toBe('pass')
    expect(await panel.ledger()).toEqual([])
    expectNoSecrets({ connection }, [report, error])
  })

  it('distinguishes a panel from another web server', async () => {
    const { panel, driver } = await open()
    const web = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    try {
      const bound = web.address()
      const port = typeof bound === 'object' ? bound?.port : undefined
      const connection = { ...panel.connection, baseUrl: `http://127.0.0.1:${port}` }
      const report = await driver.connect(connection, panel.http).testConnection()
      expect(report).toMatchObject({ ok: false, verdict: 'offline' })
      const [failed] = report.checks.filter(({ state }) => state === 'fail')
      const address = driver.connectionFields.find(({ name }) => name === 'baseUrl')?.label
      expect(failed).toMatchObject({ id: 'health', remedy: expect.stringContaining(address ?? 'Base URL') })
    } finally {
      web.closeAllConnections()
      web.close()
    }
  })

  it('reports a server that refuses connections as offline', async () => {
    const { panel, client } = await open()
    await panel.meet('create', 'connection-refused')
    await errorOf(client.create(john))
    const report = await client.testConnection()
    expect(report).toMatchObject({ ok: false, verdict: 'offline' })
    expect(report.checks.find(({ state }) => state === 'fail')).toMatchObject({ id: 'tcp' })
    expect(await client.checkHealth()).toMatchObject({ ok: false, verdict: 'offline' })
  })
}

/** Returns the PanelError of a failed call. Any other result fails the test. */
async function errorOf(work: Promise<unknown>): Promise<PanelError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (cause: unknown) => cause,
  )
  if (!(error instanceof PanelError)) throw error
  expect(error.message).toMatch(/\S/)
  expect(error.remedy).toMatch(/\.$/)
  return error
}

function expectNoSecrets({ connection }: Pick<PanelUnderTest, 'connection'>, shown: unknown): void {
  const error = shown instanceof PanelError ? [shown.message, shown.remedy, shown.exchanges] : shown
  const text = JSON.stringify(error)
  for (const secret of [connection.apiSecret, john.password, JSON.stringify(john.password).slice(1, -1)])
    expect(text).not.toContain(secret)
}
