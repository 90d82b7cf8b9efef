import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { addCustomer } from './customers-add.ts'
import { importCustomers } from './customers-import.ts'
import { listCustomers } from './customers-list.ts'

export const customerCommands = (cli: Cli): Command[] => [
  new Command('customers')
    .description('Add, list and import customers')
    .addCommand(addCustomer(cli))
    .addCommand(listCustomers(cli))
    .addCommand(importCustomers(cli)),
]
