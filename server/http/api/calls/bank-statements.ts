import {
  confirmBankLines,
  getBankStatement,
  ignoreBankLines,
  listBankLines,
  listBankStatements,
  uploadBankStatement,
} from '#server/domain/bank-statements/index.ts'
import { os, verb } from '../implement.ts'
import { refuseUnstorableText } from '../unstorable-text.ts'

export const bankStatements = {
  upload: os.bankStatements.upload.handler(({ context, input }) => {
    refuseUnstorableText(input)
    return uploadBankStatement(context.ctx, input, context.upload)
  }),
  list: os.bankStatements.list.handler(verb(listBankStatements)),
  get: os.bankStatements.get.handler(verb(getBankStatement)),
  lines: os.bankStatements.lines.handler(verb(listBankLines)),
  confirm: os.bankStatements.confirm.handler(verb(confirmBankLines)),
  ignore: os.bankStatements.ignore.handler(verb(ignoreBankLines)),
}
