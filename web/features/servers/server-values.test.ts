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
const serverChange = serverChangeSchema(panel)

const typed = {
  name: 'Production Server',
  driver: 'some-panel',
  baseUrl: 'http://panel.example:9000/',
  apiKey: ' npk_1 ',
  apiSecret: 'nps_1',
  capacity: '100',
  location: '',
  maxConcurrentRequests: '',
  caCertificate: '',
  forgetAuthority: false,
}

test('a filled form is a new server with trimmed credentials', () => {
  expect(newServer.parse(newServerInput(typed, panel))).toEqual({
    driver: 'some-panel',
    name: 'Production Server',
    baseUrl: 'http://panel.example:9000',
    apiKey: 'npk_1',
    apiSecret: 'nps_1',
    capacity: 100,
    location: null,
  })
})

test('an empty form names each field that is missing', () => {
  const result = newServer.safeParse(newServerInput({ ...emptyServer('some-panel'), capacity: '' }, panel))
  expect(new Set(result.error?.issues.map((issue) => issue.path.join('.')))).toEqual(
    new Set(['name', 'baseUrl', 'apiKey', 'apiSecret', 'capacity']),
  )
})

test('an edit with empty credentials does not touch them', () => {
  const change = serverChange.parse(serverChangeInput({ ...typed, apiKey: '', apiSecret: '' }))
  expect(change.apiKey).toBeUndefined()
  expect(change.apiSecret).toBeUndefined()
})

test('an edit that changes the key asks for its secret', () => {
  const result = serverChange.safeParse(serverChangeInput({ ...typed, apiSecret: '' }))
  expect(result.error?.issues[0]?.path).toEqual(['apiSecret'])
})

test('an edit with an emptied capacity is refused', () => {
  const result = serverChange.safeParse(serverChangeInput({ ...typed, capacity: '' }))
  expect(result.error?.issues[0]?.path).toEqual(['capacity'])
})

test('an edit touches the certificate authority only where one is typed or taken away', () => {
  const changed = (given: Partial<typeof typed>) =>
    serverChange.parse(serverChangeInput({ ...typed, ...given })).caCertificate
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
  expect(changed({})).toBeUndefined()
  expect(changed({ caCertificate: pem })).toBe(pem)
  expect(changed({ caCertificate: pem, forgetAuthority: true })).toBeNull()
})

test('a field that the panel does not ask for is neither required nor sent', () => {
  const { connectionFields } = panel
  const tokenOnly = { ...panel, connectionFields: connectionFields.filter(({ name }) => name !== 'apiKey') }
  const input = newServerInput(typed, tokenOnly)
  expect(input).not.toHaveProperty('apiKey')
  expect(newServerSchema(tokenOnly).parse(input)).toMatchObject({ apiKey: '', apiSecret: 'nps_1' })
})

test('errors name the fields as the panel labels them', () => {
  const { error } = newServer.safeParse(newServerInput({ ...typed, apiSecret: 'not ascii ü' }, panel))
  expect(error?.issues[0]?.message).toBe(
    'Secret may contain only letters, digits and symbols, without spaces. Copy it again from Some Panel.',
  )
})
