import type { PanelHttp, PanelHttpWithSessions } from '#panels/kit/index.ts'

/** Sessions to panels for tests, shared by code that opens a session for each operation. */
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
