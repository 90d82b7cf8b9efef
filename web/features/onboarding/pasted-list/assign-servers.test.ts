import { expect, test } from 'vitest'
import { assignServers } from './assign-servers.ts'

const placement = { selectable: true, recommended: false, reason: null, position: 1, why: '' }
const server = (id: string, used: number, capacity: number, selectable = true) => ({
  id,
  used,
  reserved: 0,
  capacity,
  placementWeight: 100,
  placement: { ...placement, selectable },
})

test('assigns each account to the server that is then least used', () => {
  expect(assignServers(4, [server('a', 5, 10), server('b', 8, 20)], '')).toEqual(['b', 'b', 'a', 'b'])
})

test('leaves accounts without a server when the servers are full', () => {
  expect(assignServers(3, [server('a', 9, 10), server('closed', 0, 10, false)], '')).toEqual([
    'a',
    null,
    null,
  ])
})

test('uses a server of weight 0 only if it is chosen', () => {
  const never = { ...server('a', 0, 10), placementWeight: 0 }
  expect(assignServers(1, [never, server('b', 8, 9)], '')).toEqual(['b'])
  expect(assignServers(1, [never, server('b', 8, 9)], 'a')).toEqual(['a'])
})

test('uses only the chosen server', () => {
  expect(assignServers(2, [server('a', 0, 10), server('b', 8, 9)], 'b')).toEqual(['b', null])
})
