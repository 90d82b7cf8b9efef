import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Facts } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { Exhibit } from './exhibit.tsx'

const meters = [
  [5, 2],
  [80, 0],
  [91, 4],
  [0, 0],
] as const

export function Reports() {
  return (
    <>
      <Exhibit title="Notices">
        <Notice tone="good" onDismiss={() => {}}>
          Customer created successfully!
        </Notice>
        <Notice tone="busy">Provisioning is still under way.</Notice>
        <Notice tone="warn">You can provision later from customer details.</Notice>
        <Notice tone="bad">The username is already used on this server.</Notice>
      </Exhibit>
      <Exhibit title="Table">
        <Table>
          <thead>
            <tr>
              <Head>Server</Head>
              <Head>Status</Head>
              <Head className="text-right">Used</Head>
            </tr>
          </thead>
          <tbody>
            <Row>
              <Cell className="font-medium">Production</Cell>
              <Cell>
                <StatusBadge tone="good" label="Online" />
              </Cell>
              <Cell numeric>1,005</Cell>
            </Row>
            <Row>
              <Cell className="font-medium">Old</Cell>
              <Cell>
                <StatusBadge tone="bad" label="Offline" />
              </Cell>
              <Cell numeric>17</Cell>
            </Row>
          </tbody>
        </Table>
        <Facts
          items={[
            ['Name', 'Ada Lovelace'],
            ['Company', 'Analytical Engines'],
          ]}
        />
      </Exhibit>
      <Exhibit title="Progress and meters">
        <Progress label="Suspending" done={37} of={120} />
        {meters.map(([used, reserved]) => (
          <Meter key={used} label={`${used} used`} used={used} reserved={reserved} capacity={100} />
        ))}
      </Exhibit>
      <Exhibit title="Empty, loading, error">
        <EmptyState title="No customers yet.">Add the first one.</EmptyState>
        <SkeletonRows rows={2} />
        <LoadError error={new Error('lost')} onRetry={() => {}} />
        <Button size="sm">Retry</Button>
      </Exhibit>
    </>
  )
}
