import { useQuery } from '@tanstack/react-query'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { Panel } from '../../ui/page.tsx'
import { Head, Table } from '../../ui/table.tsx'
import { words } from '../../words/index.ts'
import { type ServerAction, ServerRow } from './server-row.tsx'

const text = words.servers
const refetchInterval = 15_000

interface ServerTableProps {
  servers: readonly Server[]
  onAction: (server: Server, action: ServerAction) => void
}

/** One row per server. On a phone each row is a card. */
export function ServerTable({ servers, onAction }: ServerTableProps) {
  const { data } = useQuery(api.statistics.servers.queryOptions({ refetchInterval }))
  return (
    <Panel>
      <Table className="max-lg:block">
        <thead className="max-lg:sr-only">
          <tr>
            <Head>{text.name}</Head>
            <Head className="w-56">{text.accounts}</Head>
            <Head className="w-30">{text.queue}</Head>
            <Head className="w-36 whitespace-nowrap">{text.success24h}</Head>
            <Head className="w-32">{text.lastTest}</Head>
            <Head className="w-px">
              <span className="sr-only">{text.actions}</span>
            </Head>
          </tr>
        </thead>
        {servers.map((server) => (
          <ServerRow
            key={server.id}
            server={server}
            statistics={data?.items.find(({ serverId }) => serverId === server.id)}
            onAction={(action) => onAction(server, action)}
          />
        ))}
      </Table>
    </Panel>
  )
}
