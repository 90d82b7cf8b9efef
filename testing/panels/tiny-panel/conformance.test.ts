import { describeDriverConformance } from '#panels/kit/conformance.ts'
import type { PanelUnderTest } from '#panels/kit/panel-under-test.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { tinyPanel } from './index.ts'
import { startTinyServer } from './tiny-server.ts'

describeDriverConformance('Tiny Panel', tinyPanel, openTinyPanel)

async function openTinyPanel(): Promise<PanelUnderTest> {
  const server = await startTinyServer()
  const http = createPanelHttp({
    allowedNetworks: ['127.0.0.0/8'],
    deadlineMs: 1_500,
    connectTimeoutMs: 1_000,
    maxBytes: 1_000_000,
  })
  const connection = { baseUrl: server.url, apiKey: '', apiSecret: server.token }
  return {
    connection,
    http,
    traits: {
      listShowsAbsence: true,
      readShowsAbsence: true,
      tellsMarker: true,
      tellsSuspension: false,
      showsRights: true,
    },
    ledger: async () =>
      server.boxes.map(({ no, login, ref, deleted }) => ({
        id: String(no),
        username: login,
        marker: ref,
        deleted,
      })),
    meet: server.meet,
    remedies: { wrong: /Token/, 'permission-too-low': /--write/ },
    defective: async (defect) => ({
      ...connection,
      apiSecret: defect === 'wrong' ? 'tiny-unknown-token' : server.readToken,
    }),
    async close() {
      http.close()
      await server.close()
    },
  }
}
