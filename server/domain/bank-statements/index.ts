export { confirmBankLines, ignoreBankLines } from './confirm.ts'
export { getBankStatement, listBankLines, listBankStatements } from './read.ts'
export { uploadBankStatement } from './upload.ts'
