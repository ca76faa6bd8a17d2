/** What an export reads: everything in the account, whether its holders may read it now or not. Only bounded steps. */

import type { ExportFrame, IdRange, Report } from '../export.ts';
import type { Extension } from '../extension.ts';
import type { AccountId, ExtensionId } from '../ids.ts';
import type { Message } from '../message.ts';

/** Where the last step ended, 0 at first, and how long the next one may be. */
export interface Step {
  readonly afterId: number;
  readonly limit: number;
}

export interface KeptReport {
  readonly accountId: AccountId;
  readonly report: Report;
}

export interface ActorExportReads {
  readReport(taskId: string): Promise<Report | undefined>;
  /** Those of the actor's account, newest first. */
  listAccountReports(): Promise<readonly Report[]>;
}

export interface ServerExportReads {
  /** Those of every account, oldest first. They are few: each is forgotten after its time. */
  listReports(): Promise<readonly KeptReport[]>;
  readExportRange(accountId: AccountId, frame: ExportFrame): Promise<IdRange>;
  /** Everyone who is or was in the account, by id. */
  listEveryone(accountId: AccountId, step: Step): Promise<readonly Extension[]>;
  /** The messages in someone's mailbox, oldest first. A Purged one has its text only if a legal hold keeps it. */
  listMailbox(accountId: AccountId, extensionId: ExtensionId, range: IdRange, step: Step): Promise<readonly Message[]>;
}
