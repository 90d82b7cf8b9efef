import { expect, test } from 'vitest'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import {
  emptyServer,
  newServerInput,
  newServerSchema,
  serverChangeInput,
  serverChangeSchema,
} from './server-values.ts'

const field = (name: 'baseUrl' | 'apiKey' | 'apiSecret', label: string) =>
  ({ name, label, kind: 'text', placeholder: null, help: null, required: true }) as const
const anyText = { minLength: 1, maxLength: 100, pattern: null, mismatch: null, help: 'Any text.' }
const panel: PanelDescription = {
  id: 'some-panel',
  label: 'Some Panel',
  connectionFields: [field('baseUrl', 'Base URL'), field('apiKey', 'Key'), field('apiSecret', 'Secret')],
  keyRequirements: [],
  usernameRule: anyText,
  passwordRule: anyText,
  capabilities: {
    suspend: true,
    unsuspend: true,
    terminate: true,
    usage: true,
    changePassword: true,
    elsewhere: {},
  },
}
const newServer = newServerSchema(panel)

const typed = {
  name: 'Production Server',
  driver: 'some-panel',
  baseUrl: 'http://panel.example:9000',
  apiKey: ' npk_1 ',
  apiSecret: 'nps_1',
  capacity: '100',
  location: '',
  tags: '',
  placementWeight: '100',
  maxConcurrentRequests: '',
  caCertificate: '',
  forgetAuthority: false,
  entersKey: false,
}
const changeOf = (values: Partial<typeof typed>, from = panel) =>
  serverChangeSchema(from, { baseUrl: typed.baseUrl, caCertificate: null }).safeParse(
    serverChangeInput({ ...typed, ...values }, typed, from),
  )

test('sends a new server with trimmed credentials', () => {
  expect(newServer.parse(newServerInput({ ...typed, baseUrl: `${typed.baseUrl}/` }, panel))).toEqual({
    driver: 'some-panel',
    name: 'Production Server',
    baseUrl: 'http://panel.example:9000',
    apiKey: 'npk_1',
    apiSecret: 'nps_1',
    capacity: 100,
    location: null,
    tags: [],
    placementWeight: 100,
  })
})

test('names each missing field of an empty form', () => {
  const result = newServer.safeParse(newServerInput({ ...emptyServer('some-panel'), capacity: '' }, panel))
  expect(new Set(result.error?.issues.map((issue) => issue.path.join('.')))).toEqual(
    new Set(['name', 'baseUrl', 'apiKey', 'apiSecret', 'capacity']),
  )
})

test('an edit sends only the fields that differ from the saved server', () => {
  expect(serverChangeInput(typed, typed, panel)).toEqual({})
  expect(serverChangeInput({ ...typed, capacity: '8' }, typed, panel)).toEqual({ capacity: 8 })
  expect(
    serverChangeInput({ ...typed, tags: ' SSD, php8;ssd ', placementWeight: '0' }, typed, panel),
  ).toEqual({
    tags: ['ssd', 'php8', 'ssd'],
    placementWeight: 0,
  })
  expect(
    serverChangeInput({ ...typed, location: 'Frankfurt', maxConcurrentRequests: '4' }, typed, panel),
  ).toEqual({ location: 'Frankfurt', maxConcurrentRequests: 4 })
  expect(serverChangeInput({ ...typed, name: ` ${typed.name} ` }, typed, panel)).toEqual({})
})

test('an edit never sends a key that a browser filled in', () => {
  const filled = { apiKey: 'ada@example.com', apiSecret: 'Staff-Password-1' }
  expect(serverChangeInput({ ...typed, ...filled, capacity: '8' }, typed, panel)).toEqual({ capacity: 8 })
})

test('an edit with a new key sends the key and its secret, or a new secret of the same key', () => {
  const key = { apiKey: 'npk_2', apiSecret: 'nps_2' }
  expect(changeOf({ ...key, entersKey: true }).data).toEqual(key)
  expect(changeOf({ ...key, apiKey: '', entersKey: true }).data).toEqual({ apiSecret: 'nps_2' })
})

test('an edit with a new key requires its secret', () => {
  for (const apiKey of ['npk_2', ''])
    expect(changeOf({ apiKey, apiSecret: '', entersKey: true }).error?.issues[0]?.path).toEqual(['apiSecret'])
})

test('an edit with a new key of a panel without secrets requires the key', () => {
  const { connectionFields } = panel
  const keyOnly = { ...panel, connectionFields: connectionFields.filter(({ name }) => name !== 'apiSecret') }
  expect(changeOf({ apiKey: '', entersKey: true }, keyOnly).error?.issues[0]?.path).toEqual(['apiKey'])
})

test('an edit to another address or authority requires and sends the whole key, also without a click', () => {
  const key = { apiKey: 'npk_2', apiSecret: 'nps_2' }
  for (const moved of [{ baseUrl: 'https://panel.example:9000' }, { forgetAuthority: true }]) {
    const paths = changeOf({ ...moved, apiKey: '', apiSecret: '' }).error?.issues.map(({ path }) => path[0])
    expect(paths).toEqual(['apiKey', 'apiSecret'])
    expect(changeOf({ ...moved, ...key }).data).toMatchObject(key)
  }
  expect(changeOf({ baseUrl: ` ${typed.baseUrl}/ ` }).data).not.toHaveProperty('apiKey')
})

test('an edit refuses an email address as API key', () => {
  const { error } = changeOf({ apiKey: 'ada@example.com', apiSecret: 'Staff-Password-1', entersKey: true })
  expect(error?.issues[0]?.message).toBe(
    'Key is an email address. A browser may have filled it in. Copy the key from Some Panel.',
  )
})

test('an edit with an emptied capacity is refused', () => {
  expect(changeOf({ capacity: '' }).error?.issues[0]?.path).toEqual(['capacity'])
})

test('an edit changes the certificate authority only if one is typed or removed', () => {
  const key = { apiKey: 'npk_2', apiSecret: 'nps_2' }
  const changed = (given: Partial<typeof typed>) => changeOf({ ...key, ...given }).data?.caCertificate
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
  expect(changed({})).toBeUndefined()
  expect(changed({ caCertificate: pem })).toBe(pem)
  expect(changed({ caCertificate: pem, forgetAuthority: true })).toBeNull()
})

test('neither requires nor sends a field that the panel does not have', () => {
  const { connectionFields } = panel
  const tokenOnly = { ...panel, connectionFields: connectionFields.filter(({ name }) => name !== 'apiKey') }
  const input = newServerInput(typed, tokenOnly)
  expect(input).not.toHaveProperty('apiKey')
  expect(newServerSchema(tokenOnly).parse(input)).toMatchObject({ apiKey: '', apiSecret: 'nps_1' })
})

test('names the fields in errors by the labels of the panel', () => {
  const { error } = newServer.safeParse(newServerInput({ ...typed, apiSecret: 'not ascii ü' }, panel))
  expect(error?.issues[0]?.message).toBe(
    'Secret may contain only letters, digits and symbols, without spaces. Copy it again from Some Panel.',
  )
})
