/** What a notification carries for when it is clicked. */
export interface NotificationTarget {
  readonly conversationId?: number;
  readonly messageId?: number;
}
