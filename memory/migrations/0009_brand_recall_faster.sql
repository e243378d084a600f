-- A loop over a query is planned as a cursor, for its first rows only: the same in one go, and fewer candidates.
CREATE OR REPLACE FUNCTION brand_items_worded(every tsquery, any_of tsquery, today date, places integer)
RETURNS TABLE (id text, place bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    found bigint;
BEGIN
    RETURN QUERY EXECUTE $q$
        SELECT f.id, row_number() OVER (ORDER BY f.rank DESC, f.id) FROM (
            SELECT i.id, ts_rank_cd(i.words, $1) AS rank FROM brand_items i
            WHERE i.brand = $2 AND i.words @@ $1 AND (i.valid_until IS NULL OR i.valid_until >= $3) AND i.replaced_by IS NULL
            LIMIT 200
        ) AS f ORDER BY 2 LIMIT $4
    $q$ USING every, current_setting('agency.brand', true), today, places;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found >= places THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE $q$
        SELECT f.id, $5 + row_number() OVER (ORDER BY f.rank DESC, f.id) FROM (
            SELECT i.id, ts_rank_cd(i.words, $1) AS rank FROM brand_items i
            WHERE i.brand = $2 AND i.words @@ $1 AND NOT i.words @@ $6
                AND (i.valid_until IS NULL OR i.valid_until >= $3) AND i.replaced_by IS NULL
            LIMIT 200
        ) AS f ORDER BY 2 LIMIT $4 - $5
    $q$ USING any_of, current_setting('agency.brand', true), today, places, found, every;
END $$;
