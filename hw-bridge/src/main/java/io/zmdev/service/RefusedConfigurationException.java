package io.zmdev.service;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.rules.Finding;
import java.util.List;

/** A configuration that validation refuses. */
public final class RefusedConfigurationException extends ZmdevException {

    private final transient List<Finding> findings;

    RefusedConfigurationException(String configuration, List<Finding> findings) {
        super(
                ErrorCode.CONFLICT,
                "%s is refused: %s".formatted(configuration, findings.getFirst().message()));
        this.findings = List.copyOf(findings);
    }

    /** Everything that validation found, the worst first. */
    public List<Finding> findings() {
        return findings;
    }
}
