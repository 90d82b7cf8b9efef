import { z } from 'zod'
import type { PanelResponse } from '#panels/kit/index.ts'

/**
 * The text of a panel's refusal. `raw` is only for recognition: it may echo passwords and is never shown
 * unchanged.
 */
export interface PanelWords {
  readonly raw: string
  /** The first field that a 422 names, for example "username". */
  readonly field: string | undefined
}

const complaint = z.object({ loc: z.array(z.union([z.string(), z.number()])).optional(), msg: z.string() })
const anything = z.unknown().optional()
const inObject = z.object({
  detail: anything,
  message: anything,
  msg: anything,
  error: anything,
})
const limit = 1000

/**
 * FastAPI's `{"detail": ...}` in each of its forms. Of a 422's entries only `loc` and `msg`, never `input`.
 */
export function panelWords(body: PanelResponse['body']): PanelWords {
  if (body.kind === 'json') return fromJson(body.value)
  return { raw: body.kind === 'empty' ? '' : body.text.slice(0, limit), field: undefined }
}

function fromJson(value: unknown, depth = 0): PanelWords {
  const { data } = inObject.safeParse(value)
  if (data === undefined)
    return { raw: typeof value === 'string' ? value.slice(0, limit) : '', field: undefined }
  for (const told of [data.detail, data.message, data.msg, data.error]) {
    if (typeof told === 'string') return { raw: told.slice(0, limit), field: undefined }
    if (Array.isArray(told)) return fromComplaints(told)
    if (typeof told === 'object' && told !== null && depth < 3) return fromJson(told, depth + 1)
  }
  return { raw: '', field: undefined }
}

function fromComplaints(entries: readonly unknown[]): PanelWords {
  const complaints = entries
    .slice(0, 5)
    .map((entry) => complaint.safeParse(entry).data)
    .filter((entry) => entry !== undefined)
    .map(({ loc = [], msg }) => ({ field: loc.filter((part) => part !== 'body').join('.'), msg }))
  return {
    raw: complaints
      .map(({ field, msg }) => (field ? `${field}: ${msg}` : msg))
      .join('; ')
      .slice(0, limit),
    field: complaints.find(({ field }) => field !== '')?.field.slice(0, 60),
  }
}
