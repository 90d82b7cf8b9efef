import { expect, test } from 'vitest'
import { newServer, serverChange } from '#contracts/servers/schemas.ts'
import { emptyServer, newServerInput, serverChangeInput } from './server-values.ts'

const typed = {
  name: 'Production Server',
  baseUrl: 'http://panel.example:9000/',
  apiKey: ' npk_1 ',
  apiSecret: 'nps_1',
  capacity: '100',
  location: '',
  caCertificate: '',
  forgetAuthority: false,
}

test('a filled form is a new server with trimmed credentials', () => {
  expect(newServer.parse(newServerInput(typed))).toEqual({
    driver: 'nextpanel',
    name: 'Production Server',
    baseUrl: 'http://panel.example:9000',
    apiKey: 'npk_1',
    apiSecret: 'nps_1',
    capacity: 100,
    location: null,
  })
})

test('an empty form names each field that is missing', () => {
  const result = newServer.safeParse(newServerInput({ ...emptyServer, capacity: '' }))
  expect(new Set(result.error?.issues.map((issue) => issue.path.join('.')))).toEqual(
    new Set(['name', 'baseUrl', 'apiKey', 'apiSecret', 'capacity']),
  )
})

test('an edit with empty credentials does not touch them', () => {
  const change = serverChange.parse(serverChangeInput({ ...typed, apiKey: '', apiSecret: '' }))
  expect(change).not.toHaveProperty('apiKey')
  expect(change).not.toHaveProperty('apiSecret')
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
