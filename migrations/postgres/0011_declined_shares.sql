-- A declined refund gives nothing back: a later refusal on Art. 7 asks for the share anew.
DROP INDEX refunds_of_share;
CREATE UNIQUE INDEX refunds_of_share ON refunds (payment_id, case_id)
    WHERE case_id IS NOT NULL AND state <> 'declined';
