import { isContractProcedure } from '@orpc/contract'
import { expect, it } from 'vitest'
import { permissions } from './access.ts'
import { api } from './api.ts'
import type { CallMeta } from './call.ts'

const calls = Object.entries(api).flatMap(([noun, group]) =>
  Object.entries<unknown>(group).map(([name, call]) => {
    if (!isContractProcedure(call)) throw new Error(`${noun}.${name} is not a call.`)
    const { method, path } = call['~orpc'].route
    const meta: CallMeta = call['~orpc'].meta
    return { name: `${noun}.${name}`, route: `${method} ${path}`, access: meta.access }
  }),
)

it('every call declares its access', () => {
  const known: readonly (string | undefined)[] = ['public', 'signed-in', 'customer', ...permissions]
  expect(calls.filter(({ access }) => !known.includes(access))).toEqual([])
})

it('every permission is used by a call', () => {
  expect(permissions.filter((permission) => !calls.some(({ access }) => access === permission))).toEqual([])
})

it('no two calls have the same method and path', () => {
  expect(new Set(calls.map(({ route }) => route)).size).toBe(calls.length)
})
