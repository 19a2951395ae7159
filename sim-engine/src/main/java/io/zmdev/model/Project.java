package io.zmdev.model;

import java.util.List;

/**
 * What a person works on: a machine, its desired configuration and scenarios to walk through ({@code zmdev.project/1}).
 *
 * @param machine host URI, such as {@code sim:few} or {@code bundle:lpar42.tar.gz}
 * @param scenarios names of built-in scenarios, or paths relative to the project file
 */
public record Project(String name, String machine, Configuration configuration, List<String> scenarios) {

    public Project {
        scenarios = List.copyOf(scenarios);
    }

    public Project withConfiguration(Configuration newConfiguration) {
        return new Project(name, machine, newConfiguration, scenarios);
    }
}
