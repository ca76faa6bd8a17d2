/** The parts of the API's answers that the web app reads. */

export interface Party {
  readonly extensionNumber: string;
  readonly extensionId?: string;
  readonly name?: string;
}

export type ReadStatus = 'Read' | 'Unread';
export type Availability = 'Alive' | 'Deleted' | 'Purged';

export interface MessageJson {
  readonly id: number;
  readonly from: Party;
  readonly to: readonly Party[];
  /** The whole text. */
  readonly subject: string;
  readonly creationTime: string;
  /** When it was written, if that was well before it was sent. */
  readonly writtenTime?: string;
  readonly lastModifiedTime: string;
  readonly readStatus: ReadStatus;
  readonly direction: 'Inbound' | 'Outbound';
  readonly availability: Availability;
  readonly conversationId: number;
  readonly pgToDepartment: boolean;
}

export type ExtensionStatus = 'Enabled' | 'Disabled' | 'Frozen' | 'NotActivated' | 'Unassigned';

export interface ExtensionJson {
  readonly id: number;
  readonly extensionNumber: string;
  readonly name: string;
  readonly type: string;
  readonly status: ExtensionStatus;
  readonly contact?: ContactJson;
}

export interface ContactJson {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly businessPhone?: string;
  readonly mobilePhone?: string;
}

export interface DepartmentJson {
  readonly id: string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly status: ExtensionStatus;
  readonly memberIds: readonly string[];
  readonly managerIds: readonly string[];
}

export interface InvitationJson {
  readonly uri: string;
  readonly expirationTime: string;
}

export interface ListJson<T> {
  readonly records: readonly T[];
  readonly paging: { readonly page: number; readonly totalPages: number; readonly totalElements: number };
}

/** What a page of this server's own may know before anyone has signed in. */
export interface ServerJson {
  readonly mode: 'demo' | 'organisation';
  /** Absent where several companies share the server. */
  readonly companyName?: string;
  /** The app that this web app signs in as; absent for the same reason. */
  readonly clientId?: string;
  /** Whether the developer's desk of a demo is open to this browser. */
  readonly hasDemoDesk: boolean;
  readonly version: string;
  /** The address at which people sign in, without a slash at its end. */
  readonly publicUrl: string;
}

export interface AuthorizationProfileJson {
  readonly permissions: readonly { readonly permission: { readonly id: string } }[];
}
