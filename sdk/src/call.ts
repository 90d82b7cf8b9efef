/** Options of one call. They replace those of the client. */
export interface CallOptions {
  /** Ends the call, the waits between its tries, or the stream. */
  readonly signal?: AbortSignal | undefined
  /**
   * Key of a POST, 1 to 255 visible ASCII characters. The same key and body return the same ids for 24 hours.
   * Default: a random key, which all tries of the call share.
   */
  readonly idempotencyKey?: string | undefined
  /** Maximum time to wait for the operation that the call starts, in seconds from 0 to 30. Default of the server: 10. */
  readonly waitSeconds?: number | undefined
  /** Time limit of each try, in milliseconds. Default: that of the client; none for uploads and streams. */
  readonly timeoutMs?: number | undefined
  /** Number of tries after the first one. */
  readonly retries?: number | undefined
}

/** A file to upload. A stream or an iterable can be sent only once, so such a call is not retried. */
export type UploadBody = string | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** A downloaded file. */
export interface Download {
  /** As the server suggests. */
  readonly fileName: string | null
  readonly contentType: string | null
  /** The bytes as they arrive. Read it, or call `text()`, once. */
  readonly body: ReadableStream<Uint8Array>
  text(): Promise<string>
}

/** A row of the generated table of calls. */
export interface CallFacts {
  readonly method: string
  readonly path: string
  readonly answer: 'json' | 'file' | 'events'
  readonly isUpload?: boolean
  readonly hasInput: boolean
}
