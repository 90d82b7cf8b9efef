/** An unsuccessful response of the panel, in FastAPI's form `{"detail": ...}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly detail: string | readonly Complaint[]
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, detail: string | readonly Complaint[], headers: Record<string, string> = {}) {
    super(typeof detail === 'string' ? detail : `${detail.length} problems with the input`)
    this.status = status
    this.detail = detail
    this.headers = headers
  }

  toResponse(): Response {
    return Response.json({ detail: this.detail }, { status: this.status, headers: this.headers })
  }
}

/** One entry of a 422. `input` echoes the request, including the password, as FastAPI does. */
export interface Complaint {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

export const notFound = () => new Refusal(404, 'Not Found')
export const methodNotAllowed = (allow: string) => new Refusal(405, 'Method Not Allowed', { allow })
