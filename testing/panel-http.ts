import type { PanelHttp, PanelHttpWithSessions } from '#panels/kit/index.ts'

/** A test's own way to panels, for code that opens a session for each operation: all use the same. */
export const withSessions = (http: PanelHttp): PanelHttpWithSessions => ({
  request: (request) => http.request(request),
  probe: (baseUrl, ca) => http.probe(baseUrl, ca),
  session: () => ({
    request: (request) => http.request(request),
    probe: (baseUrl, ca) => http.probe(baseUrl, ca),
    close() {},
    [Symbol.dispose]() {},
  }),
})
