import { expect, it } from 'vitest'
import { checkIds, type OperationErrorCode, operationErrorCodes } from '#contracts/error-codes.ts'
import { type CheckId, panelErrorCodes } from '#panels/kit/index.ts'

// Contracts and panels/kit must not import each other. The types below also compare their lists.
const codes: readonly OperationErrorCode[] = panelErrorCodes
const ids: readonly CheckId[] = checkIds

it('every code of a panel error is a code of an operation error', () => {
  expect(codes.filter((code) => !operationErrorCodes.includes(code))).toEqual([])
})

it('every list contains a code only once', () => {
  for (const list of [operationErrorCodes, panelErrorCodes, ids]) expect(new Set(list).size).toBe(list.length)
})
